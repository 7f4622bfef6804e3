import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatCount } = numberFormat('de');

/** The lobby, where a person picks a nickname and joins. */
export const lobby: Strings['lobby'] = {
  intro: 'Ein Chatraum. Wähle einen Spitznamen und tritt bei. Ohne Konto, ohne Installation.',
  inside: (count) =>
    count === 0
      ? 'Noch ist niemand hier.'
      : formatCount(count, { one: 'Person ist hier.', other: 'Personen sind hier.' }),
  nickname: 'Dein Spitzname',
  hint: 'Buchstaben und Ziffern in jeder Sprache.',
  hintRemembered: 'Wir merken ihn uns.',
  draftKept: 'Dein Entwurf ist noch da.',
  join: 'Beitreten',
  joining: 'Einen Moment …',
  opening: 'Der Raum wird geöffnet …',
};
