import { memo } from 'react';
import type { Member } from '@mailroom/shared';
import { useWords } from '../words/use-words.ts';
import { Nickname } from './nickname.tsx';
import type { RoomView } from './room-view.ts';

/** Who is here: a pigeonhole for each. Beside the talk where there is room for it, over it on a phone. */
export const Roster = memo(({ members, you }: { members: RoomView['members']; you: Member }) => {
  const { roster } = useWords();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled has to be reached by keyboard
    <aside className="roster" id="roster" popover="auto" aria-label={roster.whoIsHere} tabIndex={0}>
      <h2>
        {roster.hereNow} <span className="count">{members.size}</span>
      </h2>
      <ul>
        {[...members.values()].toSorted(byNickname).map((member) => (
          <li key={member.id}>
            <Nickname member={member} isYou={member.id === you.id} />
          </li>
        ))}
        {Array.from({ length: Math.max(SHELF - members.size, members.size % 2) }, (_, index) => (
          <li key={index} aria-hidden="true" />
        ))}
      </ul>
    </aside>
  );
});
Roster.displayName = 'Roster';

/** Pigeonholes that there are at least, in two columns; nobody's stay empty. */
const SHELF = 8;

const collator = new Intl.Collator(undefined, { numeric: true });
const byNickname = (a: Member, b: Member) => collator.compare(a.nickname, b.nickname);
