import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { moderationApi } from '../browser/moderation-api.ts';
import { takeFocus } from './take-focus.ts';
import { useErrorText } from './use-error-text.ts';
import { useModerationTexts } from './use-moderation-texts.ts';

/** A button with which somebody gives up their own role, after a question. */
export const Resignation = ({ isLastOwner, onResigned }: ResignationProps) => {
  const texts = useModerationTexts();
  const errorText = useErrorText();
  const [isAsking, setIsAsking] = useState<boolean>();
  // Also after the role has ended, which replaces this component.
  const resign = useMutation({ mutationFn: moderationApi.resign, networkMode: 'always', onSuccess: onResigned });
  if (!isAsking) {
    return (
      <p className="dialog-buttons">
        <button type="button" ref={isAsking === false ? takeFocus : undefined} onClick={() => setIsAsking(true)}>
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
          {errorText(resign.error)}
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

interface ResignationProps {
  /** Whether nobody else is an owner. */
  readonly isLastOwner: boolean;
  readonly onResigned: () => void;
}
