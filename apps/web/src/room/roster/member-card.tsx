import { useEffect, useRef, useState } from 'react';
import type { Member } from '@mailroom/shared';
import { serverClock } from '../../browser/server-clock.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import { useTimeFormat } from '../../i18n/use-time-format.ts';
import { ignoreList } from '../../settings/ignore-list.ts';
import { Avatar } from '../../ui/member/avatar.tsx';
import { Nickname } from '../../ui/member/nickname.tsx';
import type { MemberHistory } from './member-history.ts';

/** The popover with the details of a member and the actions on them. It opens beside the roster item, or at the bottom on a phone. */
export const MemberCard = ({ member, isYou, isHere, isAway, history, onClose, ...actions }: MemberCardProps) => {
  const { roster } = useStrings();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.showPopover();
    card.current?.focus();
  }, []);
  return (
    <div
      ref={card}
      className="member-card"
      popover="auto"
      role="dialog"
      aria-labelledby="member-card"
      tabIndex={-1}
      onToggle={({ newState }) => newState === 'closed' && onClose()}
    >
      <h3 id="member-card">
        <Avatar member={member} />
        <Nickname member={member} isYou={false} />
      </h3>
      <p>{isHere ? <HereSince at={history.joinedAt} /> : roster.memberLeft}</p>
      {member.role && <p>{roster.memberRole[member.role]}</p>}
      {isAway && <p>{roster.memberAway}</p>}
      {isYou ? (
        <p>{roster.memberIsYou}</p>
      ) : (
        <MemberActions
          {...actions}
          history={history}
          nickname={member.nickname}
          onMention={(nickname) => {
            card.current?.hidePopover();
            actions.onMention(nickname);
          }}
        />
      )}
    </div>
  );
};

const HereSince = ({ at }: { at: number | undefined }) => {
  const { roster } = useStrings();
  const timeFormat = useTimeFormat();
  const [today] = useState(() => new Date(serverClock.now()).toDateString());
  if (at === undefined) return <span>{roster.hereBeforeYou}</span>;
  const isToday = new Date(at).toDateString() === today;
  const time = isToday ? timeFormat.timeOfDay(at) : timeFormat.dayAndTime(at);
  return <span>{roster.hereSince(<time dateTime={new Date(at).toISOString()}>{time}</time>)}</span>;
};

const MemberActions = ({ nickname, isIgnored, history, onMention }: MemberActionsProps) => {
  const { roster } = useStrings();
  const toggleIgnored = () => (isIgnored ? ignoreList.remove(history.nicknames) : ignoreList.add(nickname));
  return (
    <>
      <p className="member-actions">
        <button type="button" className="primary" onClick={() => onMention(nickname)}>
          {roster.mention}
        </button>
        <button type="button" onClick={toggleIgnored} aria-describedby="ignore-hint">
          {isIgnored ? roster.unignore : roster.ignore}
        </button>
      </p>
      <p className="hint" id="ignore-hint">
        {roster.ignoreHint}
      </p>
    </>
  );
};

interface MemberActionsProps {
  readonly nickname: string;
  readonly isIgnored: boolean;
  readonly history: MemberHistory;
  readonly onMention: (nickname: string) => void;
}

interface MemberCardProps extends Omit<MemberActionsProps, 'nickname'> {
  readonly member: Member;
  readonly isYou: boolean;
  /** Whether the member is still in the room. */
  readonly isHere: boolean;
  readonly isAway: boolean;
  readonly onClose: () => void;
}
