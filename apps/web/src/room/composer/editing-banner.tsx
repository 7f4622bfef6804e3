import { hasSoftKeyboard } from '../../browser/soft-keyboard.ts';
import { useStrings } from '../../i18n/use-strings.ts';

/** The banner above the field while a message is edited, with a button that cancels the edit. */
export const EditingBanner = ({ onCancel }: { onCancel: () => void }) => {
  const { composer } = useStrings();
  return (
    <div className="composer-banner">
      <p id="composer-banner">
        {hasSoftKeyboard() ? composer.editing : `${composer.editing} ${composer.escapeToCancel}`}
      </p>
      <button type="button" onClick={onCancel}>
        {composer.cancel}
      </button>
    </div>
  );
};
