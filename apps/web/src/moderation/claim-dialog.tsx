import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { removeInvitation } from '../browser/addresses/page-invitation.ts';
import { uuid } from '../browser/ids/uuid.ts';
import { moderationApi } from '../browser/moderation-api.ts';
import { tabClaim } from '../browser/storage/storage.ts';
import { isPermanentError } from '../sync/room-api.ts';
import { Dialog } from '../ui/dialog.tsx';
import { takeFocus } from './take-focus.ts';
import { useErrorText } from './use-error-text.ts';
import { useModerationTexts } from './use-moderation-texts.ts';

/**
 * Offers to accept an invitation to a role. Only a press accepts it: programs that open links to preview them must not. The address names the
 * invitation until the dialog is closed, so that a reload offers it again.
 */
export const ClaimDialog = ({ invitation, onClose }: ClaimDialogProps) => {
  const texts = useModerationTexts();
  const errorText = useErrorText();
  const [attempt] = useState(() => claimAttempt(invitation));
  const claim = useMutation({
    mutationFn: () => moderationApi.claim({ invitation, attempt }),
    networkMode: 'always',
    retry: (failures, error) => failures < 2 && !isPermanentError(error),
    onSuccess: () => {
      tabClaim.write('');
      removeInvitation();
    },
  });
  const close = () => {
    removeInvitation();
    onClose();
  };
  return (
    <Dialog title={texts.claimTitle} onClose={close}>
      <div className="moderation">
        {!claim.data && <p>{texts.claimText}</p>}
        <p role="status">{claim.data && texts.accepted[claim.data.role]}</p>
        {claim.data && <p className="hint">{texts.acceptedHint}</p>}
        {claim.error && (
          <p className="problem" role="alert">
            {errorText(claim.error)}
          </p>
        )}
        <p className="dialog-buttons">
          {claim.data ? (
            <button type="button" className="primary" ref={takeFocus} onClick={close}>
              {texts.done}
            </button>
          ) : (
            <>
              <button
                type="button"
                className="primary"
                aria-disabled={claim.isPending}
                onClick={() => claim.isPending || claim.mutate()}
              >
                {texts.accept}
              </button>
              <button type="button" onClick={close}>
                {texts.notNow}
              </button>
            </>
          )}
        </p>
      </div>
    </Dialog>
  );
};

/** Returns the attempt to accept an invitation. After a reload it is the same: the first request may have succeeded, and only its answer be lost. */
const claimAttempt = (invitation: string): string => {
  const [before, attempt] = tabClaim.read().split(' ');
  if (before === invitation && attempt !== undefined) return attempt;
  const created = uuid();
  tabClaim.write(`${invitation} ${created}`);
  return created;
};

export interface ClaimDialogProps {
  /** The token of the invitation. */
  readonly invitation: string;
  readonly onClose: () => void;
}
