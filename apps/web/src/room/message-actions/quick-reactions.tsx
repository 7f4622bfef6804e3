import { useStrings } from '../../i18n/use-strings.ts';

/** Buttons for the emoji that people use most. The one that the reader has chosen is pressed, and picking it again withdraws it. */
export const QuickReactions = ({ own, tabIndex, onPick }: QuickReactionsProps) => {
  const { messageActions: strings } = useStrings();
  return Object.entries(strings.quickReactions).map(([emoji, name]) => (
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
  ));
};

interface QuickReactionsProps {
  /** The emoji of the reader's present reaction. */
  readonly own: string | undefined;
  readonly tabIndex?: -1;
  /** Called with the chosen emoji, or with undefined to withdraw the reaction. */
  readonly onPick: (emoji: string | undefined) => void;
}
