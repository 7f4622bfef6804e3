import { useEffect, useRef } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../i18n/use-strings.ts';
import { hasSoftKeyboard } from '../../browser/soft-keyboard.ts';

/** A text that the browser does not let the page copy: selected, and with a word on how to go on. */
export const CopyByHand = ({ text, onClose }: { text: string; onClose: () => void }) => {
  const words = useWords().deeds;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <Dialog title={words.copyByHand} onClose={onClose}>
      <label htmlFor="manual-copy">{hasSoftKeyboard() ? words.copyByTouch : words.copyByKeys}</label>
      <textarea ref={field} id="manual-copy" readOnly rows={3} value={text} dir="auto" />
    </Dialog>
  );
};
