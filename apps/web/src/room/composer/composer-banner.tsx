import type { ReactNode } from 'react';
import { hasOnScreenKeyboard } from '../../browser/keyboard/on-screen-keyboard.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import { Space } from '../../ui/space.tsx';

/** The banner above the field while it holds a reply or the new text of a message. `children` names which; a button cancels it. */
export const ComposerBanner = ({ children, onCancel }: { children: ReactNode; onCancel: () => void }) => {
  const { composer } = useStrings();
  return (
    <div className="composer-banner">
      <p id="composer-banner">
        {children}
        {!hasOnScreenKeyboard() && (
          <>
            <Space />
            <span>{composer.escapeToCancel}</span>
          </>
        )}
      </p>
      <button type="button" onClick={onCancel}>
        {composer.cancel}
      </button>
    </div>
  );
};
