import type { Words } from '../en.ts';
import { number } from './numbers.ts';

/** Where one finds a text in the conversation. */
export const find: Words['find'] = {
  label: 'Im Gespräch suchen',
  previous: 'Vorige Stelle',
  next: 'Nächste Stelle',
  at: (place, count) => `${number(place)} von ${number(count)}`,
  nothing: 'Nicht gefunden',
};
