import { use } from 'react';
import { useStrings } from '../../../i18n/use-strings.ts';
import { ToggleFoldContext } from './fold-context.ts';

/** The button that shows the hidden lines of a folded message, or folds it again. `lines`: the number of all lines. */
export const FoldToggle = ({ foldKey, lines, isFolded }: FoldToggleProps) => {
  const { message } = useStrings();
  const toggleFold = use(ToggleFoldContext);
  return (
    <button
      type="button"
      className="fold-toggle"
      aria-expanded={!isFolded}
      onClick={({ currentTarget }) => toggleFold(foldKey, currentTarget)}
    >
      {isFolded ? message.showAllLines(lines) : message.showLess}
    </button>
  );
};

interface FoldToggleProps {
  readonly foldKey: string;
  readonly lines: number;
  readonly isFolded: boolean;
}
