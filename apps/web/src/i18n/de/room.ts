import type { Words } from '../en.ts';
import { number } from './numbers.ts';

/** The room's header and the state of the connection. */
export const room: Words['room'] = {
  skip: 'Zum Nachrichtenfeld springen',
  here: (count) => `${number(count)} hier`,
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
