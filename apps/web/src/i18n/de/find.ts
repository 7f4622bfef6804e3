import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('de');

/** The bar that searches the conversation. */
export const find: Strings['find'] = {
  label: 'Unterhaltung durchsuchen',
  previous: 'Vorheriger Treffer',
  next: 'Nächster Treffer',
  position: (place, count) => `${formatNumber(place)} von ${formatNumber(count)}`,
  noMatches: 'Keine Treffer',
};
