import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { moderationApi } from '../browser/moderation-api.ts';
import { moderationError } from './moderation-error.ts';
import { useModerationTexts } from './use-moderation-texts.ts';

/** A button with which somebody gives up their own role, after a question. */
export const Resignation = ({ isLastOwner, onResigned }: ResignationProps) => {
  const texts = useModerationTexts();
  const [isAsking, setIsAsking] = useState(false);
  const resign = useMutation({ mutationFn: moderationApi.resign, networkMode: 'always', onSuccess: onResigned });
  if (!isAsking) {
    return (
      <p className="dialog-buttons">
        <button type="button" onClick={() => setIsAsking(true)}>
          {texts.resign}
        </button>
      </p>
    );
  }
  return (
    <>
      <p role="status">{isLastOwner ? texts.resignLastOwner : texts.resignQuestion}</p>
      {resign.error && (
        <p className="problem" role="alert">
          {moderationError(texts, resign.error)}
        </p>
      )}
      <p className="dialog-buttons">
        <button type="button" ref={takeFocus} onClick={() => setIsAsking(false)}>
          {texts.cancel}
        </button>
        <button type="button" aria-disabled={resign.isPending} onClick={() => resign.isPending || resign.mutate()}>
          {texts.resign}
        </button>
      </p>
    </>
  );
};

/** Focuses the button that took the place of the pressed one. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

interface ResignationProps {
  /** Whether nobody else is an owner. */
  readonly isLastOwner: boolean;
  readonly onResigned: () => void;
}
