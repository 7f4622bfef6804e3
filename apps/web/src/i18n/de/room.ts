import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('de');

/** The room's header and the state of the connection. */
export const room: Strings['room'] = {
  skipToComposer: 'Zum Nachrichtenfeld springen',
  memberCount: (count) => `${formatNumber(count)} hier`,
  leave: 'Verlassen',
  leaving: 'Verlassen …',
  connection: {
    connecting: 'Verbinden …',
    live: 'Verbunden',
    reconnecting: 'Neu verbinden …',
    resyncing: 'Aktualisieren …',
    ended: 'Getrennt',
  },
};
