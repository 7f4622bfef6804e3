import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber } = numberFormat('de');

/** Messages from before those that the page loaded at first. */
export const olderMessages: Strings['olderMessages'] = {
  loading: 'Ältere Nachrichten werden geladen …',
  loaded: 'Ältere Nachrichten geladen.',
  failed: 'Ältere Nachrichten konnten nicht geladen werden.',
  none: 'Der Raum hat keine älteren Nachrichten.',
  gone: 'Ältere Nachrichten sind nicht mehr im Raum.',
  hidden: 'Nachrichten von vor deinem Beitritt siehst du nicht.',
  former: 'Ältere Nachrichten können nicht mehr geladen werden.',
  loadingPermalink: 'Diese Nachricht wird geladen …',
  permalinkFailed: 'Diese Nachricht konnte nicht geladen werden.',
  notSearched: 'Ältere Nachrichten werden noch nicht durchsucht.',
  loadAll: 'Alle Nachrichten laden',
  stop: 'Anhalten',
  progress: (count) => `Wird geladen … bisher ${formatCount(count, { one: 'Nachricht', other: 'Nachrichten' })}`,
  exportTitle: 'Unterhaltung exportieren',
  exportPart: (count, since) =>
    `Diese Seite hat ${formatCount(count, { one: 'Nachricht', other: 'Nachrichten' })} seit ${since}. Im Raum gibt es vielleicht ältere.`,
  exportAll: 'Alle laden und exportieren',
  exportLoaded: 'Nur diese exportieren',
  exported: (at) => `Mailroom-Unterhaltung, exportiert ${at}`,
  exportedRange: (count, from, to) =>
    `${formatCount(count, { one: 'Nachricht', other: 'Nachrichten' })}, von ${from} bis ${to}`,
  exportedOlder: {
    complete: 'Vollständig seit dem Beginn des Raums',
    notLoaded: 'Ältere Nachrichten wurden nicht geladen',
    hidden: 'Nachrichten von vor deinem Beitritt fehlen',
  },
  exportedGone: (count) =>
    count === 0
      ? 'Ältere Nachrichten sind nicht mehr im Raum'
      : `${formatNumber(count)} ältere Nachrichten und Änderungen sind nicht mehr im Raum`,
  exportedGaps: 'Dazwischen fehlen vielleicht einige Nachrichten, siehe unten',
};
