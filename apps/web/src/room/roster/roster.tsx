import { memo, useCallback, useMemo, useState } from 'react';
import type { Member } from '@mailroom/shared';
import { useLanguage } from '../../i18n/use-strings.ts';
import type { RoomView } from '../../sync/view/room-view.ts';
import { lazyOverlay } from '../../ui/lazy-overlay.tsx';
import { useRovingTabIndex } from '../../ui/use-roving-tabindex.ts';
import type { MemberHistory } from './member-history.ts';
import { RosterItem } from './roster-item.tsx';
import { RosterSearch } from './roster-search.tsx';
import { filterMembers, sortMembers } from './sort-members.ts';

const MemberCard = lazyOverlay(async () => (await import('./member-card.tsx')).MemberCard);

/** A roster with at least this many members can be searched. */
const SEARCH_FROM = 21;

/** The members of the room with their presence: beside the conversation, or as a popover on a phone. */
export const Roster = memo(({ members, presence, ignored, you, onInvite, onMention, historyOf }: RosterProps) => {
  const { locale, strings } = useLanguage();
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState<{ member: Member; times: number }>();
  // The member may have a new nickname by now, or have left.
  const openMember = opened && (members.get(opened.member.id) ?? opened.member);
  // Each opening gets a new card: a late `toggle` event of the previous card must not close it.
  const openCard = useCallback(
    (member: Member) => setOpened((before) => ({ member, times: (before?.times ?? 0) + 1 })),
    [],
  );
  const sorted = useMemo(() => sortMembers(members, locale), [members, locale]);
  const matches = filterMembers(query, sorted);
  const { isTabStop, containerProps } = useRovingTabIndex(matches.map(({ id }) => id));

  const { roster } = strings;
  // The user reads this page, so they are not away, even if the room still says so.
  const isAway = (id: Member['id']) => presence.away.has(id) && id !== you.id;
  const awayCount = sorted.filter(({ id }) => isAway(id)).length;
  return (
    <aside className="roster" id="roster" popover="auto" aria-label={roster.title}>
      <header>
        <h2>{roster.title}</h2>
        <p className="count">
          {awayCount > 0
            ? `${roster.hereCount(sorted.length)} ${roster.awayCount(awayCount)}`
            : roster.hereCount(sorted.length)}
        </p>
        <button type="button" onClick={onInvite}>
          {strings.room.invite}
        </button>
      </header>
      {(sorted.length >= SEARCH_FROM || query !== '') && (
        <RosterSearch query={query} matchCount={matches.length} onQueryChange={setQuery} />
      )}
      <ul {...containerProps}>
        {matches.map((member) => (
          <RosterItem
            key={member.id}
            member={member}
            isYou={member.id === you.id}
            isAway={isAway(member.id)}
            isTyping={presence.typing.has(member.id) && member.id !== you.id && !ignored.has(member.id)}
            isIgnored={ignored.has(member.id)}
            isTabStop={isTabStop(member.id)}
            isOpen={openMember?.id === member.id}
            onOpen={openCard}
          />
        ))}
      </ul>
      {opened && openMember && (
        <MemberCard
          key={opened.times}
          member={openMember}
          isYou={openMember.id === you.id}
          isHere={members.has(openMember.id)}
          isAway={isAway(openMember.id)}
          isIgnored={ignored.has(openMember.id)}
          history={historyOf(openMember)}
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
  readonly presence: RoomView['presence'];
  readonly you: Member;
  readonly ignored: ReadonlySet<Member['id']>;
  readonly historyOf: (member: Member) => MemberHistory;
  readonly onInvite: () => void;
  readonly onMention: (nickname: string) => void;
}
