import type { Words } from '../en.ts';
import { counted, number } from './numbers.ts';

/** Why the server, or the page itself, refused a request, and what to do about it. */
export const refusals: Words['refusals'] = {
  nicknameTaken: 'Dieser Spitzname oder ein ähnlich aussehender ist schon vergeben.',
  nicknameEmpty: 'Gib einen Spitznamen ein.',
  nicknameTooLong: (limit) => `Spitznamen dürfen höchstens ${number(limit)} Zeichen lang sein.`,
  nicknameNotLetters: 'Nur Buchstaben und Ziffern, keine Leer- oder Sonderzeichen.',
  nicknameTooManyMarks: 'Zu viele Akzente auf einem Buchstaben.',
  textEmpty: 'Die Nachricht ist leer.',
  textTooLong: (limit) => `Nachrichten dürfen höchstens ${number(limit)} Zeichen lang sein.`,
  textNotUnicode: 'Diese Nachricht enthält ein beschädigtes Zeichen.',
  textTooManyMarks: 'Diese Nachricht hat zu viele Akzente auf einem Buchstaben.',
  reasonTooLong: (limit) => `Der Grund darf höchstens ${number(limit)} Zeichen lang sein.`,
  tooFast: (seconds) =>
    `Du sendest zu schnell. Versuche es in ${counted(seconds, { one: 'Sekunde', other: 'Sekunden' })} noch einmal.`,
  tooManyFromHost: (limit) =>
    `Aus deinem Netzwerk sind schon zu viele im Raum (${number(limit)}). Versuche es noch einmal, wenn jemand gegangen ist.`,
  roomFull: (limit) => `Der Raum ist voll (${counted(limit, { one: 'Person', other: 'Personen' })}).`,
  roomBusy: 'Im Raum ist gerade viel los. Versuche es in ein paar Sekunden noch einmal.',
  noSession: 'Deine Sitzung ist abgelaufen. Bitte tritt noch einmal bei.',
  idReused: 'Beim Senden ist etwas schiefgegangen. Bitte versuche es noch einmal.',
  lineUnknown: 'Diese Nachricht ist zu alt, um sie zu ändern.',
  tooLate: (minutes) =>
    `Nachrichten lassen sich nur ${counted(minutes, { one: 'Minute', other: 'Minuten' })} lang bearbeiten oder löschen. Für diese ist es zu spät.`,
  noCommand: (name) => `Unbekannter Befehl /${name}. Um ihn als Text zu senden, schreib //${name}.`,
  nothingDone: 'Schreib dazu, was du tust, z. B. /me winkt',
};
