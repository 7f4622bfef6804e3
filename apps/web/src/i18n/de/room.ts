import type { Words } from '../en.ts';
import { number } from './numbers.ts';

/** Around the talk: the header, and how it stands with the connection. */
export const room: Words['room'] = {
  skip: 'Zum Nachrichtenfeld springen',
  here: (count) => `${number(count)} hier`,
  leave: 'Gehen',
  leaving: 'Du gehst …',
  connection: {
    connecting: 'Verbinden …',
    live: 'Verbunden',
    reconnecting: 'Neu verbinden …',
    resyncing: 'Nachholen …',
    ended: 'Beendet',
  },
};
