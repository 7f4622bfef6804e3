import { useEffect, useRef, useState, type ReactNode } from 'react';
import { failureTexts } from '../i18n/failure-texts.ts';
import { useLanguage } from '../i18n/use-strings.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { FailureNotice } from './failure-notice.tsx';

/** Around a dialog: if it throws an error, a small dialog that can be closed takes its place. */
export const DialogBoundary = ({ onClose, children }: DialogBoundaryProps) => (
  <ErrorBoundary piece="dialog" fallback={<FailureDialog onClose={onClose} />}>
    {children}
  </ErrorBoundary>
);

interface DialogBoundaryProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Needs nothing of `Dialog`, which may be what failed. Not modal, so that it cannot trap the focus. */
const FailureDialog = ({ onClose }: Pick<DialogBoundaryProps, 'onClose'>) => {
  const { pieces, close } = failureTexts[useLanguage().language];
  const closeButton = useRef<HTMLButtonElement>(null);
  const [focusedBefore] = useState(() => document.activeElement);
  useEffect(() => {
    closeButton.current?.focus();
    return () => {
      if (focusedBefore instanceof HTMLElement) focusedBefore.focus();
    };
  }, [focusedBefore]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes a dialog
    <dialog
      open
      className="failure-dialog"
      aria-label={pieces.dialog}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <FailureNotice piece="dialog">
        <button ref={closeButton} type="button" onClick={onClose}>
          {close}
        </button>
      </FailureNotice>
    </dialog>
  );
};
