import { useStrings } from '../i18n/use-strings.ts';
import { countMessages } from '../sync/view/ignored-rows.ts';
import { mayHaveOlder } from '../sync/view/older-letters.ts';
import type { RoomState } from './use-room.ts';
import { useLoadAll } from './use-load-all.ts';

/** Offers in the find bar to load all older messages. Empty if there are none. */
export const FindOlderMessages = ({ room: { store, view } }: { room: RoomState }) => {
  const { olderMessages, message } = useStrings();
  const loadAll = useLoadAll(store);
  if (!loadAll.isRunning && !mayHaveOlder(view.older)) return null;
  const isFailed = view.older.state === 'failed';
  const idleText = isFailed ? olderMessages.failed : olderMessages.notSearched;
  return (
    <div className="find-older">
      <p role="status">{loadAll.isRunning ? olderMessages.progress(countMessages(view.rows)) : idleText}</p>
      {/* One button, so that it keeps the focus. */}
      <button type="button" onClick={() => (loadAll.isRunning ? loadAll.stop() : void loadAll.start())}>
        {loadAll.isRunning ? olderMessages.stop : isFailed ? message.tryAgain : olderMessages.loadAll}
      </button>
    </div>
  );
};
