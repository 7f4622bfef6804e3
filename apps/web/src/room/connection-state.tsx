import { useEffect, useState } from 'react';
import { useStrings } from '../i18n/use-strings.ts';
import type { Connection } from '../sync/view/room-view.ts';

/** A loss of connection that is over sooner is not shown, in ms: a restart of the server takes less. */
const SHORT_LOSS_MS = 3_000;

/** The state of the connection to the room. Screen readers announce each change. */
export const ConnectionState = ({ connection, isLeaving }: { connection: Connection; isLeaving: boolean }) => {
  const { room } = useStrings();
  const shown = useWithoutShortLoss(connection.state);
  return (
    <p className={isLeaving ? 'connection' : `connection ${shown}`} role="status">
      {isLeaving ? room.leaving : room.connection[shown]}
    </p>
  );
};

/** Returns the state; of a loss of connection, for its first 3 s, the state before it. */
const useWithoutShortLoss = (state: Connection['state']): Connection['state'] => {
  const [before, setBefore] = useState(state);
  const isLost = state === 'reconnecting';
  useEffect(() => {
    const timer = setTimeout(() => setBefore(state), isLost ? SHORT_LOSS_MS : 0);
    return () => clearTimeout(timer);
  }, [state, isLost]);
  return isLost ? before : state;
};
