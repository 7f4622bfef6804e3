import { number } from './numbers.ts';

/** Around the talk: the header, how it stands with the connection, and what is said of the page itself. */
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
  newerPage: 'A newer version is here:',
  reload: 'Reload',
};
