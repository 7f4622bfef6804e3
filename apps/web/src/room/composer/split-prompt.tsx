import { useStrings } from '../../i18n/use-strings.ts';

/** Offers to send a text that is too long for one message as several messages. */
export const SplitPrompt = ({ messages, onSend, onKeepEditing }: SplitPromptProps) => {
  const { composer } = useStrings();
  return (
    <div className="split-prompt">
      <button type="button" className="primary" onClick={() => onSend(messages)}>
        {composer.sendAs(messages.length)}
      </button>
      <button type="button" onClick={onKeepEditing}>
        {composer.keepEditing}
      </button>
    </div>
  );
};

interface SplitPromptProps {
  readonly messages: readonly string[];
  readonly onSend: (messages: readonly string[]) => void;
  readonly onKeepEditing: () => void;
}
