import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member, Role } from '@mailroom/shared';
import { uuid } from '../browser/ids/uuid.ts';
import { moderationApi } from '../browser/moderation-api.ts';
import { isPermanentError } from '../sync/room-api.ts';
import type { RoleInvitation } from '../invitation/invitation-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Grants } from './grant-list.tsx';
import { Resignation } from './resignation.tsx';
import { useErrorText } from './use-error-text.ts';
import { useModerationTexts } from './use-moderation-texts.ts';

/** Shows an owner who has a role, and invites others to one. Lets a moderator give up the role. */
export const ModerationDialog = ({ you, members, onInvited, onClose }: ModerationDialogProps) => {
  const texts = useModerationTexts();
  const isOwner = you.role === 'owner';
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <div className="moderation">
        {isOwner ? (
          <OwnerPart you={you} members={members} onInvited={onInvited} onResigned={onClose} />
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

const OwnerPart = ({ you, members, onInvited, onResigned }: OwnerPartProps) => {
  const texts = useModerationTexts();
  const errorText = useErrorText();
  const [outcome, setOutcome] = useState<'removed' | 'withdrawn'>();
  const grants = useQuery({
    queryKey: ['grants'],
    queryFn: moderationApi.grants,
    networkMode: 'always',
    staleTime: 0,
    retry,
  });
  const invite = useMutation({
    mutationFn: ({ role, clientMsgId }: { role: Role; clientMsgId: string }) =>
      moderationApi.invite({ role, clientMsgId }),
    networkMode: 'always',
    retry,
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
    revoke.reset();
    if (isBusy) return;
    invite.mutate(
      { role, clientMsgId: uuid() },
      { onSuccess: ({ token }) => onInvited({ token, title: texts.link[role], hint: texts.linkHint }) },
    );
  };
  const startRevocation = (id: string, done: 'removed' | 'withdrawn') => {
    setOutcome(undefined);
    invite.reset();
    if (!isBusy) revoke.mutate({ id, outcome: done });
  };
  const error = grants.error ?? invite.error ?? revoke.error;
  return (
    <>
      {grants.data && (
        <Grants list={grants.data} you={you} members={members} isBusy={isBusy} onRevoke={startRevocation} />
      )}
      <p role="status">{outcome && texts[outcome]}</p>
      {error && (
        <p className="problem" role="alert">
          {errorText(error)}
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

const retry = (failures: number, error: Error) => failures < 2 && !isPermanentError(error);

interface OwnerPartProps {
  readonly you: Member;
  readonly members: ReadonlyMap<Member['id'], Member>;
  /** Called with a new invitation, to be shown in place of this dialog. */
  readonly onInvited: (invitation: RoleInvitation) => void;
  readonly onResigned: () => void;
}

export interface ModerationDialogProps {
  readonly you: Member;
  readonly members: ReadonlyMap<Member['id'], Member>;
  /** Called with a new invitation, to be shown in place of this dialog. */
  readonly onInvited: (invitation: RoleInvitation) => void;
  readonly onClose: () => void;
}
