import { useEffect, useRef } from 'react';
import { useWords } from '../words/use-words.ts';
import { hasScreenKeyboard } from './screen-keyboard.ts';

/** A text that the browser does not let the page copy: selected, and with a word on how to go on. */
export const CopyByHand = ({ text, onClose }: { text: string; onClose: () => void }) => {
  const words = useWords().deeds;
  const paper = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    paper.current?.showPopover();
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <div
      ref={paper}
      className="copy-by-hand"
      popover="auto"
      role="dialog"
      aria-labelledby="copy-by-hand"
      onToggle={({ newState }) => newState === 'closed' && onClose()}
    >
      <p id="copy-by-hand">{hasScreenKeyboard() ? words.copyByTouch : words.copyByKeys}</p>
      <textarea ref={field} readOnly rows={3} value={text} aria-labelledby="copy-by-hand" />
      <button type="button" onClick={onClose}>
        {words.close}
      </button>
    </div>
  );
};
