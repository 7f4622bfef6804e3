import { useStrings } from '../i18n/use-strings.ts';
import type { Connection } from '../sync/view/room-view.ts';

/** The state of the connection to the room. Screen readers announce each change. */
export const ConnectionState = ({ connection }: { connection: Connection }) => {
  const { room } = useStrings();
  return (
    <p className={`connection ${connection.state}`} role="status">
      {room.connection[connection.state]}
    </p>
  );
};
