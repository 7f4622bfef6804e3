import type { Strings } from '../en.ts';
import { sentence } from '../sentence.ts';
import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber, plural } = numberFormat('de');

const are = (count: number) => plural(count, { one: 'ist', other: 'sind' });

/** The transcript: system messages, separators, and announcements for screen readers. */
export const transcript: Strings['transcript'] = {
  conversation: 'Unterhaltung',
  newMessages: (count) => `${formatNumber(count)} neu ↓`,
  unreadSeparator: 'Neue Nachrichten',
  permalinkNotFound: 'Diese Nachricht ist nicht mehr verfügbar.',
  permalinkToOtherLedger: 'Dieser Link gehört zu einer anderen Unterhaltung, die es in diesem Raum nicht gibt.',
  missed: (count) =>
    count === 1
      ? 'Eine Nachricht ist nicht mehr verfügbar.'
      : `${formatNumber(count)} Nachrichten sind nicht mehr verfügbar.`,
  maybeMissed: 'Hier fehlen vielleicht einige Nachrichten.',
  lost: (total, left) => {
    if (left === 0) return 'Der Raum wurde nach einer Störung wiederhergestellt.';
    if (left < total)
      return `Nach einer Störung fehlen im Raum einige der letzten ${formatNumber(total)} Nachrichten darüber. Wer neu dazukommt, sieht sie nicht.`;
    return total === 1
      ? 'Nach einer Störung fehlt im Raum die letzte Nachricht darüber. Wer neu dazukommt, sieht sie nicht.'
      : `Nach einer Störung fehlen im Raum die letzten ${formatNumber(total)} Nachrichten darüber. Wer neu dazukommt, sieht sie nicht.`;
  },
  unknownEvent: 'Lade die Seite neu, um das zu sehen: Sie ist veraltet.',
  empty: 'Noch keine Nachrichten. Sag hallo oder lade jemanden ein.',
  ignoredMessages: (count) =>
    `${formatCount(count, { one: 'Nachricht', other: 'Nachrichten' })} von Personen, die du ignorierst`,
  copied: (count) => `${formatCount(count, { one: 'Nachricht', other: 'Nachrichten' })} kopiert.`,
  olderNotCopied: 'Ältere Nachrichten sind nicht geladen und wurden nicht mitkopiert.',
  printedAt: (at) => `Gedruckt am ${at}`,
  notPrinted: (at) => `Ältere Nachrichten (vor ${at}) sind nicht mitgedruckt.`,
  joined: (who) => sentence`${who} ist beigetreten.`,
  left: (who) => sentence`${who} ist gegangen.`,
  leftWithReason: (who, reason) => sentence`${who} ist gegangen: „${reason}“`,
  leftBecause: {
    timeout: (who) => sentence`${who} ist gegangen (Verbindung verloren).`,
    closed: (who) => sentence`${who} ist gegangen (Seite geschlossen).`,
  },
  roleChanged: {
    owner: (member) => sentence`${member} leitet jetzt diesen Raum.`,
    moderator: (member) => sentence`${member} moderiert jetzt.`,
    none: (member) => sentence`${member} hat keine Rolle mehr.`,
  },
  renamed: (before, now) => sentence`${before} heißt jetzt ${now}.`,
  membership: {
    joined: (people, count) => sentence`${people} ${are(count)} beigetreten.`,
    'joined-and-left': (people, count) => sentence`${people} ${are(count)} beigetreten und wieder gegangen.`,
    left: (people, count) => sentence`${people} ${are(count)} gegangen.`,
    'left-and-rejoined': (people, count) => sentence`${people} ${are(count)} gegangen und wiedergekommen.`,
  },
  manyMessages: (count, authors) =>
    sentence`${formatCount(count, { one: 'neue Nachricht', other: 'neue Nachrichten' })}: ${authors}.`,
  otherPeople: (count) => formatCount(count, { one: 'weitere Person', other: 'weitere' }),
  notices: {
    resynced: 'Mit dem Raum neu abgeglichen.',
    'room-restarted':
      'Der Raum wurde neu gestartet, und du bist wieder dabei. Wer neu dazukommt, sieht frühere Nachrichten nicht.',
    'session-renewed': 'Deine Sitzung wurde nach langer Zeit erneuert. Du bist weiterhin im Raum.',
    rejoined: 'Du warst zu lange weg und bist wieder beigetreten.',
  },
};
