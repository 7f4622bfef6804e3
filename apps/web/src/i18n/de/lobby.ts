import type { Strings } from '../en.ts';

/** The lobby, where a person picks a nickname and joins. */
export const lobby: Strings['lobby'] = {
  intro: 'Ein Chatraum. Wähle einen Spitznamen und tritt bei. Ohne Konto, ohne Installation.',
  nickname: 'Dein Spitzname',
  hint: 'Buchstaben und Ziffern in jeder Sprache. Wir merken ihn uns.',
  join: 'Beitreten',
  joining: 'Einen Moment …',
  opening: 'Der Raum wird geöffnet …',
};
