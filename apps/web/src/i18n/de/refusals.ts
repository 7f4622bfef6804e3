import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber } = numberFormat('de');

/** Why the server, or the page itself, refused a request, and what to do about it. */
export const refusals: Strings['refusals'] = {
  nicknameTaken: 'Dieser Spitzname oder ein ähnlich aussehender ist schon vergeben.',
  nicknameEmpty: 'Gib einen Spitznamen ein.',
  nicknameTooLong: (limit) => `Spitznamen dürfen höchstens ${formatNumber(limit)} Zeichen lang sein.`,
  nicknameNotLettersOrDigits: 'Nur Buchstaben und Ziffern, keine Leer- oder Sonderzeichen.',
  nicknameTooManyMarks: 'Zu viele Akzente auf einem Buchstaben.',
  nicknameReserved: 'Dieser Spitzname oder ein ähnlich aussehender ist reserviert. Nimm einen anderen.',
  textEmpty: 'Die Nachricht ist leer.',
  textTooLong: (limit) => `Nachrichten dürfen höchstens ${formatNumber(limit)} Zeichen lang sein.`,
  textNotUnicode: 'Diese Nachricht enthält ein beschädigtes Zeichen.',
  textTooManyMarks: 'Diese Nachricht hat zu viele Akzente auf einem Buchstaben.',
  reasonTooLong: (limit) => `Der Grund darf höchstens ${formatNumber(limit)} Zeichen lang sein.`,
  tooFast: (seconds) =>
    `Du sendest zu schnell. Versuche es in ${formatCount(seconds, { one: 'Sekunde', other: 'Sekunden' })} noch einmal.`,
  tooFastNetwork: (seconds) =>
    `Aus deinem Netzwerk sind gerade zu viele gleichzeitig aktiv. Versuche es in ${formatCount(seconds, { one: 'Sekunde', other: 'Sekunden' })} noch einmal.`,
  tooManyFromNetwork: (limit) =>
    `Aus deinem Netzwerk sind schon zu viele im Raum (${formatNumber(limit)}). Versuche es noch einmal, wenn jemand gegangen ist.`,
  roomFull: (limit) => `Der Raum ist voll (${formatCount(limit, { one: 'Person', other: 'Personen' })}).`,
  roomBusy: 'Im Raum ist gerade viel los. Versuche es in ein paar Sekunden noch einmal.',
  notKept: 'Der Server kann gerade nichts speichern. Versuche es in ein paar Sekunden noch einmal.',
  hostMismatch:
    'Der Proxy vor diesem Raum ändert den Host-Header. Er muss so eingestellt werden, dass er ihn unverändert weitergibt.',
  headersTooLarge:
    'Dein Browser hat zu viele Cookies für diese Adresse. Lösche die Cookies dieser Website und versuche es noch einmal.',
  noSession: 'Deine Sitzung ist abgelaufen. Bitte tritt noch einmal bei.',
  idReused: 'Beim Senden ist etwas schiefgegangen. Bitte versuche es noch einmal.',
  messageUnknown: 'Diese Nachricht ist nicht mehr da oder zu alt, um sie zu ändern.',
  emojiInvalid: 'Eine Reaktion ist ein einzelnes Emoji.',
  tooManyReactions: (limit) =>
    `Eine Nachricht kann höchstens ${formatCount(limit, { one: 'Reaktion', other: 'Reaktionen' })} haben.`,
  tooLate: (minutes) =>
    `Nachrichten lassen sich nur ${formatCount(minutes, { one: 'Minute', other: 'Minuten' })} lang bearbeiten oder löschen. Für diese ist es zu spät.`,
  notPossible: 'Der Raum lässt das nicht zu.',
  unknownCommand: (name) => `Unbekannter Befehl /${name}. Um ihn als Text zu senden, schreibe //${name}.`,
  emptyAction: 'Schreibe dazu, was du tust, z. B. /me winkt',
};
