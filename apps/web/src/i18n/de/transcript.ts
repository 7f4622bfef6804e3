import type { Words } from '../en.ts';
import { sentence } from '../sentence.ts';
import { counted, form, number } from './numbers.ts';

const are = (count: number) => form(count, { one: 'ist', other: 'sind' });

/** Where one reads what was said and what happened. */
export const transcript: Words['transcript'] = {
  conversation: 'Gespräch',
  unseen: (count) => `${number(count)} neu ↓`,
  newSince: 'Neu, seit du weggesehen hast',
  notHere: 'Die Nachricht hinter diesem Link ist zu alt: Diese Seite hat sie nicht.',
  missed: (count) =>
    count === 1
      ? 'Eine Nachricht konnte nicht aufgehoben werden.'
      : `${number(count)} Nachrichten konnten nicht aufgehoben werden.`,
  unknown: 'Etwas ist geschehen, das diese Seite noch nicht zeigen kann: Sie ist zu alt.',
  nothingYet: 'Noch keine Nachricht. Lade andere ein und schreib die erste.',
  ignored: (count) => `${counted(count, { one: 'Nachricht', other: 'Nachrichten' })} von Leuten, die du ignorierst`,
  cameIn: (who) => sentence`${who} ist hereingekommen.`,
  left: (who) => sentence`${who} ist gegangen.`,
  leftBecause: (who, reason) => sentence`${who} ist gegangen (${reason}).`,
  renamed: (before, now) => sentence`${before} heißt jetzt ${now}.`,
  lostConnection: 'Verbindung verloren',
  closedThePage: 'Seite geschlossen',
  goings: {
    came: (people, count) => sentence`${people} ${are(count)} hereingekommen.`,
    'passed-through': (people, count) => sentence`${people} ${are(count)} hereingekommen und wieder gegangen.`,
    left: (people, count) => sentence`${people} ${are(count)} gegangen.`,
    'came-back': (people, count) => sentence`${people} ${are(count)} gegangen und wiedergekommen.`,
  },
  manyLines: (count, authors) =>
    sentence`${counted(count, { one: 'neue Nachricht', other: 'neue Nachrichten' })}: ${authors}.`,
  others: (count) => counted(count, { one: 'weitere Person', other: 'weitere' }),
  remarks: {
    establishing: 'Die Verbindung zum Raum wird aufgebaut …',
    connected: 'Mit dem Raum verbunden.',
    'connected-again': 'Wieder verbunden.',
    resynced: 'Etwas passte nicht zusammen, darum hat diese Seite noch einmal nachgefragt.',
    'started-over': 'Der Raum wurde neu gestartet, und du bist wieder da. Was folgt, ist neu.',
    back: 'Du warst weg, und der Raum hatte dich gehen lassen. Du bist wieder da.',
  },
};
