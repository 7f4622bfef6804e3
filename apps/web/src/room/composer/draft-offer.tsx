import { useStrings } from '../../i18n/use-strings.ts';
import { Space } from '../../ui/space.tsx';

/** A longer text is shortened to this many characters: it is read out, and takes the place of the conversation. */
const EXCERPT_LENGTH = 120;

/** Offers the unsent text of a closed tab. */
export const DraftOffer = ({ text, onTake, onRefuse }: DraftOfferProps) => {
  const { composer } = useStrings();
  return (
    <div className="draft-offer" role="group" aria-labelledby="draft-offer">
      <p id="draft-offer" role="status">
        <span>{composer.unsentInClosedTab}</span>
        <Space />
        <q>{excerptOf(text)}</q>
      </p>
      <div className="buttons">
        <button type="button" onClick={onTake}>
          {composer.takeDraft}
        </button>
        <button type="button" className="plain" onClick={onRefuse}>
          {composer.refuseDraft}
        </button>
      </div>
    </div>
  );
};

export interface DraftOfferProps {
  readonly text: string;
  readonly onTake: () => void;
  readonly onRefuse: () => void;
  readonly onClose: () => void;
}

const excerptOf = (text: string) => {
  const characters = Array.from(text);
  return characters.length > EXCERPT_LENGTH ? `${characters.slice(0, EXCERPT_LENGTH).join('')}…` : text;
};
