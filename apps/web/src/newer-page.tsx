import { useSyncExternalStore } from 'react';
import { pageAge } from './page-age.ts';

/** Says that the room has a newer page than this one, and offers it. Whatever was written is kept over the reload. */
export const NewerPage = () => {
  const isOld = useSyncExternalStore(pageAge.subscribe, pageAge.isOld);
  return (
    <div className="newer-page" role="status">
      {isOld && (
        <p>
          A newer version is here:{' '}
          <button type="button" onClick={() => location.reload()}>
            Reload
          </button>
        </p>
      )}
    </div>
  );
};
