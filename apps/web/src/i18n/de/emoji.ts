import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatCount } = numberFormat('de');

/** The emoji picker. */
export const emoji: Strings['emoji'] = {
  search: 'Emojis suchen',
  common: 'Häufige Emojis',
  foundCount: (count) => `${formatCount(count, { one: 'Emoji', other: 'Emojis' })} gefunden.`,
  noneFound: 'Kein Emoji gefunden.',
  loading: 'Emojis werden geladen …',
  notLoaded: 'Die Emoji-Suche wurde nicht geladen.',
};
