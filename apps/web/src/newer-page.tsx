import { useSyncExternalStore } from 'react';
import { pageAge } from './page-age.ts';
import { useWords } from './words/use-words.ts';

/** Says that the room has a newer page than this one, and offers it. Whatever was written is kept over the reload. */
export const NewerPage = () => {
  const { room } = useWords();
  const isOld = useSyncExternalStore(pageAge.subscribe, pageAge.isOld);
  return (
    <div className="newer-page" role="status">
      {isOld && (
        <p>
          {room.newerPage}{' '}
          <button type="button" onClick={() => location.reload()}>
            {room.reload}
          </button>
        </p>
      )}
    </div>
  );
};
