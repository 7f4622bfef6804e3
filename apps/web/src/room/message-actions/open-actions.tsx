import { hasOnScreenKeyboard } from '../../browser/keyboard/on-screen-keyboard.ts';
import { useStrings } from '../../i18n/use-strings.ts';

/**
 * The button of a message that opens its actions, on a touch screen: a screen reader finds it there, and a long press is hard to do with one.
 * It is not a tab stop, and is invisible without the focus. `use-pressed-row.ts` handles the click.
 */
export const OpenActions = ({ author }: { author: string }) => {
  const { messageActions } = useStrings();
  return (
    hasOnScreenKeyboard() && (
      <button type="button" className="open-actions" tabIndex={-1} aria-label={messageActions.openActions(author)}>
        <svg className="action-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
          <path d="M4.500 10h.010M10 10h.010M15.500 10h.010" />
        </svg>
      </button>
    )
  );
};
