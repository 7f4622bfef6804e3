import type { Words } from '../en.ts';
import { counted, form, number } from './numbers.ts';

/** What the room, or the page before it, says no with. */
export const refusals: Words['refusals'] = {
  nicknameTaken: 'Hier hat schon jemand diesen Spitznamen oder einen, der so aussieht. Such dir einen anderen aus.',
  nicknameEmpty: 'Bitte schreib einen Spitznamen.',
  nicknameTooLong: (limit) => `Ein Spitzname hat höchstens ${number(limit)} Buchstaben.`,
  nicknameNotLetters: 'Ein Spitzname besteht aus Buchstaben und Ziffern, ohne Leerzeichen oder andere Zeichen.',
  nicknameTooManyMarks: 'Das sind zu viele Akzente auf einem Buchstaben.',
  textEmpty: 'In dieser Nachricht gibt es nichts zu lesen.',
  textTooLong: (limit) => `Eine Nachricht hat höchstens ${number(limit)} Zeichen.`,
  textNotUnicode: 'In dieser Nachricht steht ein halbes Zeichen: Sie wurde irgendwo zerschnitten.',
  textTooManyMarks: 'In dieser Nachricht sind zu viele Akzente auf einem Buchstaben.',
  reasonTooLong: (limit) => `Ein Grund hat höchstens ${number(limit)} Zeichen.`,
  tooFast: (seconds) => `Das ging schnell. Versuche es in ${number(seconds)} s noch einmal.`,
  tooManyFromHost: (limit) =>
    `Aus deinem Netz ${form(limit, { one: 'ist', other: 'sind' })} schon ${counted(limit, { one: 'Person', other: 'Leute' })} hier. Erst muss jemand davon gehen.`,
  roomFull: (limit) => `Der Raum ist voll: ${counted(limit, { one: 'Person ist', other: 'Leute sind' })} hier.`,
  roomBusy: 'Im Raum ist gerade sehr viel los. Versuche es in ein paar Sekunden noch einmal.',
  noSession: 'Dein Besuch ist zu Ende. Bitte komm noch einmal herein.',
  idReused: 'Das wurde mit etwas früher Gesendetem verwechselt. Bitte versuche es noch einmal.',
  lineUnknown: 'Der Raum hat diese Nachricht nicht mehr, darum bleibt sie, wie sie ist. Du kannst eine neue schreiben.',
  tooLate: (minutes) =>
    `Eine Nachricht lässt sich ${counted(minutes, { one: 'Minute', other: 'Minuten' })} lang ändern. Diese bleibt, wie sie ist.`,
  noCommand: (name) => `Es gibt keinen Befehl /${name}. Schreib //${name}, um das als Nachricht zu senden.`,
  nothingDone: 'Schreib hinter /me, was du tust, zum Beispiel: /me winkt',
};
