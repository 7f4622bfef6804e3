import { useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { useWords } from '../i18n/use-strings.ts';

/** A dialog over the page, until it is closed: by its button, by Escape, or by a press beside it. The focus then goes back to where it was. */
export const Dialog = ({ title, onClose, children }: DialogProps) => {
  const { page } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Not its first button: one reads from the top, and scrolls with the arrows.
    shown?.focus();
    return () => shown?.close();
  }, []);
  const isPressedBeside = useRef(false);
  const close = () => dialog.current?.close();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is its key
    <dialog
      ref={dialog}
      className="dialog"
      tabIndex={-1}
      aria-labelledby="dialog-title"
      onClose={onClose}
      onPointerDown={(event) => (isPressedBeside.current = isBeside(event))}
      // Not before: what lies below would hear the rest of the press. And a selection of text may end beside it.
      onClick={(event) => isPressedBeside.current && isBeside(event) && close()}
    >
      <div className="sheet">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" onClick={close}>
          {page.close}
        </button>
        {children}
      </div>
    </dialog>
  );
};

/** Its scrollbar is a part of the dialog too, and nothing of what is in it. */
const isBeside = ({ target, currentTarget, clientX, clientY }: MouseEvent<HTMLDialogElement>) => {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return target === currentTarget && (clientX < left || clientX > right || clientY < top || clientY > bottom);
};

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}
