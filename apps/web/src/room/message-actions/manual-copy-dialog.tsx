import { useEffect, useRef } from 'react';
import { hasOnScreenKeyboard } from '../../browser/keyboard/on-screen-keyboard.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** Shows a text that the page could not copy, selected, with instructions to copy it by hand. */
export const ManualCopyDialog = ({ text, onClose }: { text: string; onClose: () => void }) => {
  const { messageActions: strings } = useStrings();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <Dialog title={strings.manualCopy} onClose={onClose}>
      <label htmlFor="manual-copy">{hasOnScreenKeyboard() ? strings.manualCopyTouch : strings.manualCopyKeys}</label>
      <textarea ref={field} id="manual-copy" readOnly rows={3} value={text} dir="auto" />
    </Dialog>
  );
};
