import type { Words } from '../en.ts';
import { number } from './numbers.ts';

/** The bar that searches the conversation. */
export const find: Words['find'] = {
  label: 'Unterhaltung durchsuchen',
  previous: 'Vorheriger Treffer',
  next: 'Nächster Treffer',
  at: (place, count) => `${number(place)} von ${number(count)}`,
  nothing: 'Keine Treffer',
};
