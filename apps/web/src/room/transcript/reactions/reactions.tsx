import type { Member } from '@mailroom/shared';
import { createContext, use } from 'react';
import { useStrings } from '../../../i18n/use-strings.ts';
import type { OutboxGroups } from '../../../sync/outbox-entry.ts';
import { namesOf, withPendingReaction } from '../../../sync/reactions.ts';
import type { LetterRow } from '../../../sync/view/row.ts';

/** The part of the transcript that reactions depend on. */
interface ReactionsContextValue {
  /** The reader's reactions that the outbox has, by the mutation id of the message. */
  readonly pending: OutboxGroups['reactions'];
  /** Whether the room has the message, so that one can react to it. */
  readonly isInRoom: (row: LetterRow) => boolean;
  /** Reacts to the message with this mutation id, or withdraws the reaction if `emoji` is undefined. */
  readonly react: (mutationId: string, emoji: string | undefined) => void;
}

export const ReactionsContext = createContext<ReactionsContextValue>({
  pending: new Map(),
  isInRoom: () => false,
  react: () => {},
});

/** The reactions to a message: a button for each emoji, with the number of those who chose it. It adds the reader's, or withdraws it. */
export const Reactions = ({ row, mutationId, you }: ReactionsProps) => {
  const { message } = useStrings();
  const { pending, isInRoom, react } = use(ReactionsContext);
  const reactions = withPendingReaction(row.reactions?.list ?? [], pending.get(mutationId), you);
  if (reactions.length === 0) return null;
  const groups = [...Map.groupBy(reactions, ({ emoji }) => emoji)];
  const hiddenCount = groups.length - MAX_SHOWN;
  return (
    // A click must not take the focus from the composer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keeps the focus where it is
    <ul className="reactions" aria-label={message.reactions} onMouseDown={(event) => event.preventDefault()}>
      {groups.slice(0, MAX_SHOWN).map(([emoji, group]) => {
        const isOwn = group.some(({ member }) => member.id === you.id);
        const names = namesOf(group, you, message.you);
        return (
          <li key={emoji}>
            {/* Not a tab stop: a long conversation has hundreds. The keyboard reacts by the actions of the selected message. */}
            <button
              type="button"
              tabIndex={-1}
              disabled={!isInRoom(row)}
              aria-pressed={isOwn}
              aria-label={message.reaction(emoji, group.length, names)}
              title={names}
              onClick={() => react(mutationId, isOwn ? undefined : emoji)}
            >
              <span className="reaction-emoji" translate="no">
                {emoji}
              </span>
              <span>{group.length}</span>
            </button>
          </li>
        );
      })}
      {hiddenCount > 0 && (
        <li className="more-reactions">
          <span>{`+${hiddenCount}`}</span>
        </li>
      )}
    </ul>
  );
};

/** More different emoji than this would hide the conversation. */
const MAX_SHOWN = 20;

interface ReactionsProps {
  readonly row: LetterRow;
  /** The mutation id of the message. */
  readonly mutationId: string;
  readonly you: Member;
}
