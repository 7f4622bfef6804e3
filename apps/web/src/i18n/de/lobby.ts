import type { Words } from '../en.ts';

/** The lobby, where a person picks a nickname and joins. */
export const lobby: Words['lobby'] = {
  lead: 'Ein Chatraum. Wähle einen Spitznamen und tritt bei. Ohne Konto, ohne Installation.',
  nickname: 'Dein Spitzname',
  hint: 'Buchstaben und Ziffern, in jeder Sprache. Wir merken ihn uns fürs nächste Mal.',
  comeIn: 'Beitreten',
  comingIn: 'Einen Moment …',
  opening: 'Der Raum wird geöffnet …',
};
