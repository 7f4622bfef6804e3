import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('de');

/** The room's header and the state of the connection. */
export const room: Strings['room'] = {
  skipToComposer: 'Zum Nachrichtenfeld springen',
  memberCount: (count) => `${formatNumber(count)} hier`,
  invite: 'Einladen',
  leaving: 'Verlassen …',
  leaveTitle: 'Raum verlassen?',
  unsent: (count) =>
    count === 1
      ? 'Eine Nachricht wurde nicht gesendet. Sie steht im Nachrichtenfeld, wenn du wiederkommst.'
      : `${formatNumber(count)} Nachrichten wurden nicht gesendet. Sie stehen im Nachrichtenfeld, wenn du wiederkommst.`,
  leaveNow: 'Jetzt verlassen',
  stay: 'Bleiben',
  unsentNotStored:
    'Dieser Browser kann deine ungesendeten Nachrichten nicht speichern. Lass diesen Tab offen, bis sie gesendet sind: Beim Neuladen gehen sie verloren.',
  connection: {
    connecting: 'Verbinden …',
    live: 'Verbunden',
    reconnecting: 'Neu verbinden …',
    resyncing: 'Aktualisieren …',
    ended: 'Getrennt',
  },
};
