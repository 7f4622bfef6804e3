import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('en');

/** The emoji picker. */
export const emoji = {
  search: 'Search emoji',
  /** What the picker shows before anything was searched for. */
  common: 'Common emoji',
  foundCount: (count: number) => `${formatNumber(count)} emoji found.`,
  noneFound: 'No emoji found.',
  loading: 'Loading emoji…',
  notLoaded: 'The emoji search didn’t load.',
};
