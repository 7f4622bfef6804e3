import { useSyncExternalStore } from 'react';
import { missingModule } from '../browser/lazy-module.ts';
import { pageVersion } from '../browser/page-version.ts';
import { useStrings } from '../i18n/use-strings.ts';

/** Offers to reload the page when the server has a newer version, or when a module did not load. A reload keeps drafts and the outbox. */
export const UpdateBar = () => {
  const { page } = useStrings();
  const isOutdated = useSyncExternalStore(pageVersion.subscribe, pageVersion.isOutdated);
  const isMissing = useSyncExternalStore(missingModule.subscribe, missingModule.isMissing);
  return (
    <div className="update-bar" role="status">
      {(isOutdated || isMissing) && (
        <p>
          {isMissing ? page.moduleUnavailable : page.updateAvailable}{' '}
          <button type="button" onClick={() => location.reload()}>
            {page.reload}
          </button>
        </p>
      )}
    </div>
  );
};
