import type { Grant, GrantList, Invitation, Member } from '@mailroom/shared';
import { serverClock } from '../browser/server-clock.ts';
import { useTimeFormat } from '../i18n/use-time-format.ts';
import { useModerationTexts } from './use-moderation-texts.ts';

/** Shows the grants and the open invitations. `onRevoke` is called to end one of them. */
export const Grants = ({ list: { grants, invitations }, you, members, isBusy, onRevoke }: GrantsProps) => {
  const texts = useModerationTexts();
  return (
    <>
      <h3>{texts.people}</h3>
      <ul>
        {grants.map((grant) => (
          <GrantItem
            key={grant.id}
            grant={grant}
            you={you}
            member={grant.memberId === undefined ? undefined : members.get(grant.memberId)}
            isBusy={isBusy}
            onRevoke={() => onRevoke(grant.id, 'removed')}
          />
        ))}
      </ul>
      {invitations.length > 0 && (
        <>
          <h3>{texts.invitations}</h3>
          <ul>
            {invitations.map((invitation) => (
              <InvitationItem
                key={invitation.id}
                invitation={invitation}
                isBusy={isBusy}
                onRevoke={() => onRevoke(invitation.id, 'withdrawn')}
              />
            ))}
          </ul>
        </>
      )}
    </>
  );
};

const GrantItem = ({ grant, you, member, isBusy, onRevoke }: GrantItemProps) => {
  const texts = useModerationTexts();
  const timeFormat = useTimeFormat();
  const { label, role, memberId, lastUsedAt } = grant;
  const nickname = member?.nickname ?? label;
  const isYours = memberId === you.id;
  return (
    <li>
      <p>
        {nickname === '' ? (
          <span className="hint">{texts.notJoined}</span>
        ) : (
          <bdi className="nickname" translate="no">
            {nickname}
          </bdi>
        )}
        {isYours && <span className="you">{texts.you}</span>}
        <span className="hint">{texts.roles[role]}</span>
        {nickname !== '' && (
          <span className="hint">
            {memberId === undefined ? texts.lastHere(timeFormat.ago(lastUsedAt, serverClock.now())) : texts.here}
          </span>
        )}
      </p>
      {role === 'moderator' && (
        <button
          type="button"
          aria-label={texts.removeFrom(nickname || texts.notJoined)}
          aria-disabled={isBusy}
          onClick={onRevoke}
        >
          {texts.remove}
        </button>
      )}
    </li>
  );
};

const InvitationItem = ({ invitation: { role, expiresAt, invitedBy }, isBusy, onRevoke }: InvitationItemProps) => {
  const texts = useModerationTexts();
  const timeFormat = useTimeFormat();
  const until = expiresAt === undefined ? texts.neverExpires : texts.expires(timeFormat.dayAndTime(expiresAt));
  return (
    <li>
      <p>
        <span>{texts.roles[role]}</span>
        <span className="hint">{until}</span>
      </p>
      {/* Only the operator can end the others. */}
      {invitedBy !== undefined && (
        <button
          type="button"
          aria-label={texts.withdrawInvitation(`${texts.roles[role]}, ${until}`)}
          aria-disabled={isBusy}
          onClick={onRevoke}
        >
          {texts.withdraw}
        </button>
      )}
    </li>
  );
};

interface GrantsProps {
  readonly list: GrantList;
  readonly you: Member;
  readonly members: ReadonlyMap<Member['id'], Member>;
  /** Whether a call is on its way. */
  readonly isBusy: boolean;
  readonly onRevoke: (id: string, outcome: 'removed' | 'withdrawn') => void;
}

interface GrantItemProps {
  readonly grant: Grant;
  readonly you: Member;
  /** The member who has it now, if that is in the room. */
  readonly member: Member | undefined;
  readonly isBusy: boolean;
  readonly onRevoke: () => void;
}

interface InvitationItemProps {
  readonly invitation: Invitation;
  readonly isBusy: boolean;
  readonly onRevoke: () => void;
}
