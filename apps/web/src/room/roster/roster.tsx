import { memo, useCallback, useMemo, useState } from 'react';
import type { Member } from '@mailroom/shared';
import { useSpoken } from '../../i18n/use-strings.ts';
import type { KnownOf } from './member-history.ts';
import { Person } from './roster-item.tsx';
import { PersonCard } from './lazy-member-card.ts';
import { peopleCalled, sortedPeople } from './sort-members.ts';
import { RosterSearch } from './roster-search.tsx';
import type { RoomView } from '../../sync/room-view.ts';
import { useRovingTabIndex } from '../../ui/use-roving-tabindex.ts';

/** From so many people on they can be searched for. */
const MANY = 21;
/** Pigeonholes that there are at least, in two columns; nobody's stay empty. */
const COLUMNS = 2;
const SHELF = 8;

/** Who is here: a pigeonhole for each. Beside the talk where there is room for it, over it on a phone. */
export const Roster = memo(({ members, away, ignored, you, onMention, knownOf }: RosterProps) => {
  const { locale, words } = useSpoken();
  const [sought, setSought] = useState('');
  const [opened, setOpened] = useState<{ member: Member; times: number }>();
  // They may be called something else by now.
  const chosen = opened && (members.get(opened.member.id) ?? opened.member);
  // Each time another card: what is still to be heard of the one that closes has nothing to say to it.
  const choose = useCallback(
    (member: Member) => setOpened((before) => ({ member, times: (before?.times ?? 0) + 1 })),
    [],
  );
  const people = useMemo(() => sortedPeople(members, locale), [members, locale]);
  const found = peopleCalled(sought, people);
  const { isTabStop, containerProps } = useRovingTabIndex({ ids: found.map(({ id }) => id), columns: COLUMNS });

  const { roster } = words;
  // Whoever reads this is not away, whatever the room noticed of it yet.
  const isAway = (id: Member['id']) => away.has(id) && id !== you.id;
  const awayCount = people.filter(({ id }) => isAway(id)).length;
  return (
    <aside className="roster" id="roster" popover="auto" aria-label={roster.whoIsHere}>
      <h2>
        {roster.whoIsHere}{' '}
        <span className="count">
          {roster.hereNow(people.length - awayCount)}
          {awayCount > 0 && ` ${roster.andAway(awayCount)}`}
        </span>
      </h2>
      {(people.length >= MANY || sought !== '') && (
        <RosterSearch sought={sought} found={found.length} onSeek={setSought} />
      )}
      <ul {...containerProps}>
        {found.map((member) => (
          <Person
            key={member.id}
            member={member}
            isYou={member.id === you.id}
            isAway={isAway(member.id)}
            isIgnored={ignored.has(member.id)}
            isStop={isTabStop(member.id)}
            isChosen={chosen?.id === member.id}
            onChoose={choose}
          />
        ))}
        {Array.from({ length: Math.max(SHELF - found.length, found.length % COLUMNS) }, (_, index) => (
          <li key={index} aria-hidden="true" />
        ))}
      </ul>
      {opened && chosen && (
        <PersonCard
          key={opened.times}
          member={chosen}
          isYou={chosen.id === you.id}
          isHere={members.has(chosen.id)}
          isAway={isAway(chosen.id)}
          isIgnored={ignored.has(chosen.id)}
          known={knownOf(chosen)}
          onMention={onMention}
          onClose={() => setOpened(undefined)}
        />
      )}
    </aside>
  );
});
Roster.displayName = 'Roster';

interface RosterProps {
  readonly members: RoomView['members'];
  readonly away: ReadonlySet<Member['id']>;
  readonly you: Member;
  readonly ignored: ReadonlySet<Member['id']>;
  readonly knownOf: (member: Member) => KnownOf;
  readonly onMention: (nickname: string) => void;
}
