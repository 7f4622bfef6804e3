import type { Member, Reaction } from '@mailroom/shared';
import { createContext, use } from 'react';
import { useStrings } from '../../i18n/use-strings.ts';
import { namesOf } from '../../sync/reactions.ts';

/** Reacts to the message with this mutation id, or withdraws the reaction if `emoji` is undefined. */
export const ReactContext = createContext<(mutationId: string, emoji: string | undefined) => void>(() => {});

/** The reactions to a message: a button for each emoji, with the number of those who chose it. It adds the reader's, or withdraws it. */
export const Reactions = ({ reactions, you, mutationId }: ReactionsProps) => {
  const { message } = useStrings();
  const react = use(ReactContext);
  if (reactions.length === 0) return null;
  const groups = Map.groupBy(reactions, ({ emoji }) => emoji);
  return (
    <ul className="reactions" aria-label={message.reactions}>
      {Array.from(groups, ([emoji, group]) => {
        const isOwn = group.some(({ member }) => member.id === you.id);
        const names = namesOf(group, you, message.you);
        return (
          <li key={emoji}>
            {/* Not a tab stop: a long conversation has hundreds. The keyboard reacts by the actions of the selected message. */}
            <button
              type="button"
              tabIndex={-1}
              aria-pressed={isOwn}
              aria-label={message.reaction(emoji, names)}
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
    </ul>
  );
};

interface ReactionsProps {
  /** At most one of each member. */
  readonly reactions: readonly Reaction[];
  readonly you: Member;
  /** The mutation id of the message. */
  readonly mutationId: string;
}
