import { useSyncExternalStore } from 'react';
import { failedOverlays } from '../browser/failed-overlays.ts';
import { missingModule } from '../browser/lazy-module.ts';
import { pageVersion } from '../browser/page-version.ts';
import { failureTexts } from '../i18n/failure-texts.ts';
import { useLanguage } from '../i18n/use-strings.ts';

/**
 * Offers to reload the page when the server has a newer version, or when an overlay failed or a module did not load. A reload keeps drafts and
 * the outbox.
 */
export const UpdateBar = () => {
  const { language, strings } = useLanguage();
  const { page } = strings;
  const isOutdated = useSyncExternalStore(pageVersion.subscribe, pageVersion.isOutdated);
  const isMissing = useSyncExternalStore(missingModule.subscribe, missingModule.isMissing);
  const hasFailed = useSyncExternalStore(failedOverlays.subscribe, failedOverlays.isAny);
  const problem = hasFailed ? failureTexts[language].pieces.overlay : isMissing ? page.moduleUnavailable : undefined;
  return (
    <div className="update-bar" role="status">
      {(isOutdated || problem) && (
        <p>
          <span>{problem ?? page.updateAvailable}</span>
          <button type="button" onClick={() => location.reload()}>
            {page.reload}
          </button>
        </p>
      )}
    </div>
  );
};
