import type { Reaction } from '@mailroom/shared';
import { useEffect, useRef, useState } from 'react';
import { useStrings } from '../../i18n/use-strings.ts';
import type { VisibleView } from '../../sync/view/ignored-rows.ts';
import type { LetterRow } from '../../sync/view/row.ts';
import { Nickname } from '../../ui/nickname.tsx';

/** A live region that announces the latest reaction of somebody else to a message of the reader. */
export const ReactionAnnouncer = ({ rows, you, ignored }: Pick<VisibleView, 'rows' | 'you' | 'ignored'>) => {
  const { message } = useStrings();
  const known = useRef(reactionsToOwn(rows));
  const [latest, setLatest] = useState<Reaction>();
  useEffect(() => {
    const current = reactionsToOwn(rows);
    const added = Array.from(current, ([key, list]) => newIn(list, known.current.get(key) ?? [])).flat();
    known.current = current;
    const fromOthers = added.findLast(({ member }) => member.id !== you.id && !ignored.has(member.id));
    if (fromOthers) setLatest(fromOthers);
  }, [rows, you, ignored]);
  return (
    <p className="visually-hidden" role="status">
      {latest && message.reactedToYou(<Nickname member={latest.member} isYou={false} />, latest.emoji)}
    </p>
  );
};

/** The reactions to messages of the reader, by the key of the row. */
const reactionsToOwn = (rows: VisibleView['rows']): Map<LetterRow['key'], readonly Reaction[]> =>
  new Map(
    rows.flatMap((row) =>
      row.type === 'letter' && row.isYours && row.reactions ? [[row.key, row.reactions.list]] : [],
    ),
  );

const newIn = (list: readonly Reaction[], before: readonly Reaction[]): readonly Reaction[] =>
  list.filter(({ emoji, member }) => !before.some((each) => each.emoji === emoji && each.member.id === member.id));
