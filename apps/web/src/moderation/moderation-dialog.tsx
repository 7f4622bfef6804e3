import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member, Role } from '@mailroom/shared';
import { uuid } from '../browser/ids/uuid.ts';
import { moderationApi } from '../browser/moderation-api.ts';
import type { RoleInvitation } from '../invitation/invitation-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Grants } from './grant-list.tsx';
import { moderationError } from './moderation-error.ts';
import { Resignation } from './resignation.tsx';
import { useModerationTexts } from './use-moderation-texts.ts';

/** Shows an owner who has a role, and invites others to one. Lets a moderator give up the role. */
export const ModerationDialog = ({ you, onInvited, onClose }: ModerationDialogProps) => {
  const texts = useModerationTexts();
  const isOwner = you.role === 'owner';
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <div className="moderation">
        {isOwner ? (
          <OwnerPart you={you} onInvited={onInvited} onResigned={onClose} />
        ) : (
          <>
            <p>{you.role ? texts.accepted[you.role] : texts.notPermitted}</p>
            <p className="hint">{texts.onlyOwners}</p>
            {you.role && <Resignation isLastOwner={false} onResigned={onClose} />}
          </>
        )}
      </div>
    </Dialog>
  );
};

const OwnerPart = ({ you, onInvited, onResigned }: OwnerPartProps) => {
  const texts = useModerationTexts();
  const [outcome, setOutcome] = useState<'removed' | 'withdrawn'>();
  const grants = useQuery({ queryKey: ['grants'], queryFn: moderationApi.grants, networkMode: 'always', staleTime: 0 });
  const invite = useMutation({
    mutationFn: ({ role, clientMsgId }: { role: Role; clientMsgId: string }) =>
      moderationApi.invite({ role, clientMsgId }),
    networkMode: 'always',
    retry: 1,
    onSuccess: ({ token }, { role }) => onInvited({ token, title: texts.link[role], hint: texts.linkHint }),
  });
  const revoke = useMutation({
    mutationFn: ({ id }: { id: string; outcome: 'removed' | 'withdrawn' }) => moderationApi.revoke(id),
    networkMode: 'always',
    onSuccess: (_, { outcome: done }) => {
      setOutcome(done);
      void grants.refetch();
    },
  });
  const isBusy = invite.isPending || revoke.isPending;
  const startInvitation = (role: Role) => {
    setOutcome(undefined);
    if (!isBusy) invite.mutate({ role, clientMsgId: uuid() });
  };
  const error = grants.error ?? invite.error ?? revoke.error;
  return (
    <>
      {grants.data && (
        <Grants
          list={grants.data}
          you={you}
          isBusy={isBusy}
          onRevoke={(id, done) => isBusy || revoke.mutate({ id, outcome: done })}
        />
      )}
      <p role="status">{outcome && texts[outcome]}</p>
      {error && (
        <p className="problem" role="alert">
          {moderationError(texts, error)}
        </p>
      )}
      <p className="dialog-buttons">
        <button type="button" className="primary" aria-disabled={isBusy} onClick={() => startInvitation('moderator')}>
          {texts.inviteModerator}
        </button>
        <button type="button" aria-disabled={isBusy} onClick={() => startInvitation('owner')}>
          {texts.inviteOwner}
        </button>
      </p>
      {grants.data && (
        <Resignation
          isLastOwner={grants.data.grants.filter(({ role }) => role === 'owner').length === 1}
          onResigned={onResigned}
        />
      )}
    </>
  );
};

interface OwnerPartProps {
  readonly you: Member;
  /** Called with a new invitation, to be shown in place of this dialog. */
  readonly onInvited: (invitation: RoleInvitation) => void;
  readonly onResigned: () => void;
}

export interface ModerationDialogProps {
  readonly you: Member;
  /** Called with a new invitation, to be shown in place of this dialog. */
  readonly onInvited: (invitation: RoleInvitation) => void;
  readonly onClose: () => void;
}
