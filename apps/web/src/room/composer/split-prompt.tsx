import { useWords } from '../../i18n/use-strings.ts';

/** Offers to send a text that is too long for one message as several, under the field. */
export const SplitOffer = ({ messages, onSend, onKeep }: SplitOfferProps) => {
  const { composer } = useWords();
  return (
    <div className="split-prompt">
      <button type="button" className="primary" onClick={() => onSend(messages)}>
        {composer.sendAs(messages.length)}
      </button>
      <button type="button" onClick={onKeep}>
        {composer.keepEditing}
      </button>
    </div>
  );
};

interface SplitOfferProps {
  readonly messages: readonly string[];
  readonly onSend: (messages: readonly string[]) => void;
  readonly onKeep: () => void;
}
