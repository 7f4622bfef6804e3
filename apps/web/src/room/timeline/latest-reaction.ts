import type { Letter, Reaction } from '@mailroom/shared';
import type { VisibleView } from '../../sync/view/ignored-rows.ts';
import type { LetterRow, VisibleRow } from '../../sync/view/row.ts';

/** The parts of a view that tell which reactions are new. */
export type ReactionsInView = Pick<VisibleView, 'rows' | 'epoch' | 'next' | 'you'>;

/**
 * Returns the latest reaction of someone else to a message of the reader that the view has and the former one had not. Reactions that came
 * with older messages, or with another ledger, are not new.
 */
export const latestReaction = (view: ReactionsInView, former: ReactionsInView): Reaction | undefined => {
  if (view.epoch !== former.epoch || view.rows === former.rows) return undefined;
  const changed = view.rows.filter((row): row is LetterRow => isOwnWithReactionsSince(row, former.next));
  const newestFirst = changed.toSorted((one, other) => (other.reactions?.id ?? 0) - (one.reactions?.id ?? 0));
  for (const row of newestFirst) {
    const before = reactionsOf(former.rows.find(({ key }) => key === row.key));
    const added = reactionsOf(row).filter(({ emoji, member }) => !before.some(isSame({ emoji, member })));
    const latest = added.findLast(({ member }) => member.id !== view.you.id);
    if (latest) return latest;
  }
  return undefined;
};

const isOwnWithReactionsSince = (row: VisibleRow, since: Letter['id']) =>
  row.type === 'letter' && row.isYours && row.reactions !== undefined && row.reactions.id >= since;

const reactionsOf = (row: VisibleRow | undefined): readonly Reaction[] =>
  row?.type === 'letter' ? (row.reactions?.list ?? []) : [];

const isSame = (one: Reaction) => (other: Reaction) => one.emoji === other.emoji && one.member.id === other.member.id;
