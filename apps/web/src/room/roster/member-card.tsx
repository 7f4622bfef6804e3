import { useEffect, useRef, useState } from 'react';
import type { Member } from '@mailroom/shared';
import { ignoredPeople } from '../../settings/ignore-list.ts';
import { useShownTimes } from '../../i18n/use-time-format.ts';
import { useWords } from '../../i18n/use-strings.ts';
import type { KnownOf } from './member-history.ts';
import { Nickname } from '../../ui/nickname.tsx';

/** What is known of somebody, and what one can do: beside their pigeonhole, or on a phone at the bottom. */
export const PersonCard = ({ member, isYou, isHere, isAway, known, onClose, ...deeds }: PersonCardProps) => {
  const { roster } = useWords();
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
        <Nickname member={member} isYou={false} />
      </h3>
      <p>{isHere ? <Since at={known.joinedAt} /> : roster.isGone}</p>
      {isAway && <p>{roster.isAway}</p>}
      {isYou ? (
        <p>{roster.isYou}</p>
      ) : (
        <Deeds
          {...deeds}
          known={known}
          nickname={member.nickname}
          onMention={(nickname) => {
            card.current?.hidePopover();
            deeds.onMention(nickname);
          }}
        />
      )}
    </div>
  );
};

const Since = ({ at }: { at: number | undefined }) => {
  const { roster } = useWords();
  const times = useShownTimes();
  const [today] = useState(() => new Date().toDateString());
  if (at === undefined) return roster.sinceBefore;
  const isToday = new Date(at).toDateString() === today;
  return roster.since(
    <time dateTime={new Date(at).toISOString()}>{isToday ? times.timeOfDay(at) : times.dayAndTime(at)}</time>,
  );
};

const Deeds = ({ nickname, isIgnored, known, onMention }: DeedsProps) => {
  const { roster } = useWords();
  const change = () => (isIgnored ? ignoredPeople.heed(known.nicknames) : ignoredPeople.ignore(nickname));
  return (
    <>
      <p className="member-actions">
        <button type="button" className="primary" onClick={() => onMention(nickname)}>
          {roster.mention}
        </button>
        <button type="button" onClick={change} aria-describedby="ignore-hint">
          {isIgnored ? roster.heed : roster.ignore}
        </button>
      </p>
      <p className="hint" id="ignore-hint">
        {roster.whatIgnoringDoes}
      </p>
    </>
  );
};

interface DeedsProps {
  readonly nickname: string;
  readonly isIgnored: boolean;
  readonly known: KnownOf;
  readonly onMention: (nickname: string) => void;
}

/** Somebody, and what is known of them. */
export interface PersonCardProps extends Omit<DeedsProps, 'nickname'> {
  readonly member: Member;
  readonly isYou: boolean;
  readonly isHere: boolean;
  readonly isAway: boolean;
  readonly onClose: () => void;
}
