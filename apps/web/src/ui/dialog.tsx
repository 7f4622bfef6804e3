import { useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { useStrings } from '../i18n/use-strings.ts';

/** A modal dialog. The close button, Escape and a click outside close it; then the focus returns to where it was. */
export const Dialog = ({ title, onClose, children }: DialogProps) => {
  const { page } = useStrings();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    // The dialog itself and not its first button, so that reading and scrolling start at the top.
    opened?.focus();
    return () => opened?.close();
  }, []);
  const isPressedOutside = useRef(false);
  const close = () => dialog.current?.close();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is its key
    <dialog
      ref={dialog}
      className="dialog"
      tabIndex={-1}
      aria-labelledby="dialog-title"
      onClose={onClose}
      onPointerDown={(event) => (isPressedOutside.current = isOutside(event))}
      // Not on pointerdown: the element below would get the click. A text selection that ends outside does not close the dialog.
      onClick={(event) => isPressedOutside.current && isOutside(event) && close()}
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

/** Whether a pointer event is outside the box of the dialog. Its scrollbar is inside, although the target is the same as for the backdrop. */
const isOutside = ({ target, currentTarget, clientX, clientY }: MouseEvent<HTMLDialogElement>) => {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return target === currentTarget && (clientX < left || clientX > right || clientY < top || clientY > bottom);
};

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}
