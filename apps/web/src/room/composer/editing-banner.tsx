import { useWords } from '../../i18n/use-strings.ts';
import { hasSoftKeyboard } from '../../browser/soft-keyboard.ts';

/** Says above the field that a line is edited in it, and how to let that be. */
export const EditingNote = ({ onCancel }: { onCancel: () => void }) => {
  const { composer } = useWords();
  return (
    <div className="editing-banner">
      <p id="editing-banner">
        {composer.editing} {!hasSoftKeyboard() && composer.escapeLeaves}
      </p>
      <button type="button" onClick={onCancel}>
        {composer.cancel}
      </button>
    </div>
  );
};
