import type { Words } from '../en.ts';

/** Before the door, and on the way in. */
export const lobby: Words['lobby'] = {
  lead: 'Ein Raum zum Reden. Such dir einen Spitznamen aus und komm herein: kein Konto, nichts zu installieren.',
  nickname: 'Dein Spitzname',
  hint: 'Buchstaben und Ziffern jeder Schrift. Beim nächsten Mal steht er wieder hier.',
  comeIn: 'Hereinkommen',
  comingIn: 'Du kommst herein …',
  opening: 'Der Raum wird geöffnet …',
};
