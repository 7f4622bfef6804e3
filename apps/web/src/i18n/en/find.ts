import { number } from './numbers.ts';

/** The bar that searches the conversation. */
export const find = {
  label: 'Search the conversation',
  previous: 'Previous match',
  next: 'Next match',
  at: (place: number, count: number) => `${number(place)} of ${number(count)}`,
  nothing: 'No matches',
};
