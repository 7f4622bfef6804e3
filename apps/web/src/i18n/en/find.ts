import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('en');

/** The bar that searches the conversation. */
export const find = {
  label: 'Search the conversation',
  previous: 'Previous match',
  next: 'Next match',
  position: (place: number, count: number) => `${formatNumber(place)} of ${formatNumber(count)}`,
  noMatches: 'No matches',
};
