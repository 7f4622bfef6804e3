import type { Member, Reaction } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import { reactionOf } from '../../sync/reactions.ts';
import { ActionIcon } from './action-icon.tsx';

/**
 * A button for each emoji that the message has and for each of the quick reactions, and one that opens the picker. The reader's own emoji is
 * pressed; picking it again withdraws the reaction.
 */
export const QuickReactions = ({ reactions, you, tabIndex, onPick, onMore }: QuickReactionsProps) => {
  const { messageActions: strings } = useStrings();
  const own = reactionOf(reactions, you);
  const present = new Map(reactions.map(({ emoji }) => [emoji, emoji]));
  const offered = [...new Map([...present, ...Object.entries(strings.quickReactions)])];
  return (
    <>
      {offered.map(([emoji, name]) => (
        <button
          key={emoji}
          type="button"
          className="quick-reaction"
          tabIndex={tabIndex}
          aria-pressed={emoji === own}
          aria-label={strings.reactWith(name)}
          title={strings.reactWith(name)}
          onClick={() => onPick(emoji === own ? undefined : emoji)}
        >
          <span translate="no">{emoji}</span>
        </button>
      ))}
      <button
        type="button"
        className="quick-reaction"
        tabIndex={tabIndex}
        aria-label={strings.moreReactions}
        title={strings.moreReactions}
        aria-haspopup="dialog"
        onClick={onMore}
      >
        <ActionIcon action="react" />
      </button>
    </>
  );
};

interface QuickReactionsProps {
  /** The reactions to the message. */
  readonly reactions: readonly Reaction[];
  readonly you: Member;
  readonly tabIndex?: -1;
  /** Called with the chosen emoji, or with undefined to withdraw the reaction. */
  readonly onPick: (emoji: string | undefined) => void;
  /** Called to choose among all emoji. */
  readonly onMore: () => void;
}
