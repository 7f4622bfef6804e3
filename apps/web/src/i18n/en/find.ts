import { number } from './numbers.ts';

/** Where one finds a text in the conversation. */
export const find = {
  label: 'Find in the conversation',
  previous: 'Previous place',
  next: 'Next place',
  at: (place: number, count: number) => `${number(place)} of ${number(count)}`,
  nothing: 'Not found',
};
