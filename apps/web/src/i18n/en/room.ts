import { number } from './numbers.ts';

/** Around the talk: the header, and how it stands with the connection. */
export const room = {
  skip: 'Skip to the message field',
  here: (count: number) => `${number(count)} here`,
  leave: 'Leave',
  leaving: 'Leaving…',
  connection: {
    connecting: 'Connecting…',
    live: 'Connected',
    reconnecting: 'Reconnecting…',
    resyncing: 'Catching up…',
    ended: 'Closed',
  },
};
