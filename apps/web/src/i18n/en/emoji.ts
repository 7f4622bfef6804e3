import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('en');

/** The emoji picker. */
export const emoji = {
  search: 'Search emoji',
  /** Above the emoji that the picker shows without a query. */
  common: 'Common emoji',
  foundCount: (count: number) => `${formatNumber(count)} emoji found.`,
  noneFound: 'No emoji found.',
  loading: 'Loading emoji…',
  notLoaded: 'The emoji search didn’t load.',
};
