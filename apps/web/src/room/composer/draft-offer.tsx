import { useStrings } from '../../i18n/use-strings.ts';
import { Prompt } from '../../ui/prompt.tsx';
import { Space } from '../../ui/space.tsx';

/** A longer text is shortened to this many characters: it is read out, and takes the place of the conversation. */
const EXCERPT_LENGTH = 120;

/** Offers the unsent text of a closed tab. */
export const DraftOffer = ({ text, onAccept, onDiscard }: DraftOfferProps) => {
  const { composer } = useStrings();
  return (
    <Prompt
      id="draft-offer"
      text={
        <>
          <span>{composer.unsentInClosedTab}</span>
          <Space />
          <q>{excerptOf(text)}</q>
        </>
      }
    >
      <button type="button" onClick={onAccept}>
        {composer.continueDraft}
      </button>
      <button type="button" className="plain" onClick={onDiscard}>
        {composer.discardDraft}
      </button>
    </Prompt>
  );
};

export interface DraftOfferProps {
  readonly text: string;
  readonly onAccept: () => void;
  readonly onDiscard: () => void;
  /** Called by `lazyOverlay` if this module cannot be loaded. */
  readonly onClose: () => void;
}

const excerptOf = (text: string) => {
  const characters = Array.from(text);
  return characters.length > EXCERPT_LENGTH ? `${characters.slice(0, EXCERPT_LENGTH).join('')}…` : text;
};
