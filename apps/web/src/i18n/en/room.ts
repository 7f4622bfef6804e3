import { number } from './numbers.ts';

/** The room's header and the state of the connection. */
export const room = {
  skip: 'Skip to message field',
  here: (count: number) => `${number(count)} here`,
  leave: 'Leave',
  leaving: 'Leaving…',
  connection: {
    connecting: 'Connecting…',
    live: 'Connected',
    reconnecting: 'Reconnecting…',
    resyncing: 'Catching up…',
    ended: 'Disconnected',
  },
};
