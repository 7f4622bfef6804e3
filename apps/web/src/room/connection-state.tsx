import { useWords } from '../i18n/use-strings.ts';
import type { Connection } from '../sync/room-view.ts';

/** Whether the page hears from the room at this moment, in a word that screen readers tell when it changes. */
export const ConnectionState = ({ connection }: { connection: Connection }) => {
  const { room } = useWords();
  return (
    <p className={`connection ${connection.state}`} role="status">
      {room.connection[connection.state]}
    </p>
  );
};
