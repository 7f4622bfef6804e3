import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('en');

/** The room's header and the state of the connection. */
export const room = {
  skipToComposer: 'Skip to message field',
  memberCount: (count: number) => `${formatNumber(count)} here`,
  invite: 'Invite',
  leaving: 'Leaving…',
  /** Asked before leaving, if the room has not accepted some texts. */
  leaveTitle: 'Leave the room?',
  unsent: (count: number) =>
    count === 1
      ? 'One message hasn’t been sent. It will be in the message field when you come back.'
      : `${formatNumber(count)} messages haven’t been sent. They will be in the message field when you come back.`,
  leaveNow: 'Leave now',
  stay: 'Stay',
  unsentNotStored:
    'This browser can’t store your unsent messages. Keep this tab open until they are sent: reloading would lose them.',
  connection: {
    connecting: 'Connecting…',
    live: 'Connected',
    reconnecting: 'Reconnecting…',
    resyncing: 'Catching up…',
    ended: 'Disconnected',
  },
};
