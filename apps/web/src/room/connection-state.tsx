import type { Connection } from './room-view.ts';

/** Whether the page hears from the room at this moment, in a word that screen readers tell when it changes. */
export const ConnectionState = ({ connection }: { connection: Connection }) => (
  <p className={`connection ${connection.state}`} role="status">
    {WORDS[connection.state]}
  </p>
);

const WORDS: Record<Connection['state'], string> = {
  connecting: 'Connecting…',
  live: 'Connected',
  reconnecting: 'Reconnecting…',
  resyncing: 'Catching up…',
  ended: 'Closed',
};
