import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('en');

/** The room's header and the state of the connection. */
export const room = {
  skipToComposer: 'Skip to message field',
  memberCount: (count: number) => `${formatNumber(count)} here`,
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
