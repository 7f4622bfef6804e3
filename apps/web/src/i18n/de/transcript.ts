import type { Words } from '../en.ts';
import { sentence } from '../sentence.ts';
import { counted, form, number } from './numbers.ts';

const are = (count: number) => form(count, { one: 'ist', other: 'sind' });

/** The transcript: system messages, separators, and announcements for screen readers. */
export const transcript: Words['transcript'] = {
  conversation: 'Unterhaltung',
  unseen: (count) => `${number(count)} neu ↓`,
  newSince: 'Neue Nachrichten',
  notHere: 'Diese Nachricht ist nicht mehr verfügbar.',
  missed: (count) =>
    count === 1
      ? 'Eine Nachricht ist nicht mehr verfügbar.'
      : `${number(count)} Nachrichten sind nicht mehr verfügbar.`,
  unknown: 'Lade neu, um das zu sehen: Deine Seite ist veraltet.',
  nothingYet: 'Noch keine Nachrichten. Sag hallo oder lade jemanden ein.',
  ignored: (count) => `${counted(count, { one: 'Nachricht', other: 'Nachrichten' })} von Personen, die du ignorierst`,
  cameIn: (who) => sentence`${who} ist beigetreten.`,
  left: (who) => sentence`${who} ist gegangen.`,
  leftBecause: (who, reason) => sentence`${who} ist gegangen (${reason}).`,
  renamed: (before, now) => sentence`${before} heißt jetzt ${now}.`,
  lostConnection: 'Verbindung verloren',
  closedThePage: 'Seite geschlossen',
  goings: {
    came: (people, count) => sentence`${people} ${are(count)} beigetreten.`,
    'passed-through': (people, count) => sentence`${people} ${are(count)} beigetreten und wieder gegangen.`,
    left: (people, count) => sentence`${people} ${are(count)} gegangen.`,
    'came-back': (people, count) => sentence`${people} ${are(count)} gegangen und wiedergekommen.`,
  },
  manyLines: (count, authors) =>
    sentence`${counted(count, { one: 'neue Nachricht', other: 'neue Nachrichten' })}: ${authors}.`,
  others: (count) => counted(count, { one: 'weitere Person', other: 'weitere' }),
  remarks: {
    establishing: 'Verbindung zum Raum wird hergestellt …',
    connected: 'Mit dem Raum verbunden.',
    'connected-again': 'Wieder verbunden.',
    resynced: 'Mit dem Raum neu abgeglichen.',
    'started-over':
      'Der Raum wurde neu gestartet, und du bist wieder dabei. Wer neu dazukommt, sieht frühere Nachrichten nicht.',
    back: 'Du warst zu lange weg und bist neu beigetreten.',
  },
};
