import { useSyncExternalStore } from 'react';
import { missingModule } from '../browser/lazy-module.ts';
import { pageVersion } from '../browser/page-version.ts';
import { useWords } from '../i18n/use-strings.ts';

/**
 * Says that the room has a newer page than this one, or that a part of this one could not be had, and offers to load it anew. Whatever was
 * written is kept over the reload.
 */
export const UpdateBar = () => {
  const { page } = useWords();
  const isOld = useSyncExternalStore(pageVersion.subscribe, pageVersion.isOld);
  const isMissing = useSyncExternalStore(missingModule.subscribe, missingModule.isMissing);
  return (
    <div className="update-bar" role="status">
      {(isOld || isMissing) && (
        <p>
          {isMissing ? page.missingPart : page.newerPage}{' '}
          <button type="button" onClick={() => location.reload()}>
            {page.reload}
          </button>
        </p>
      )}
    </div>
  );
};
