import type { Refusal } from '@mailroom/shared';
import { refusalWords } from '../../i18n/refusal-text.ts';
import { useWords } from '../../i18n/use-strings.ts';

/** What can be done with what was turned down. */
export interface FailureActions {
  readonly onRetry: (clientMsgId: string) => void;
  readonly onEdit: (clientMsgId: string) => void;
  readonly onDiscard: (clientMsgId: string) => void;
}

/** Why something was turned down, and what can be done with it. */
export const SendFailure = ({ clientMsgId, refusal, canEdit, onRetry, onEdit, onDiscard }: SendFailureProps) => {
  const words = useWords();
  return (
    <p className="send-failure" role="alert">
      {refusal ? refusalWords(words, refusal) : words.line.notTaken}{' '}
      <button type="button" onClick={() => onRetry(clientMsgId)}>
        {words.line.tryAgain}
      </button>
      {canEdit && (
        <button type="button" onClick={() => onEdit(clientMsgId)}>
          {words.line.edit}
        </button>
      )}
      <button type="button" onClick={() => onDiscard(clientMsgId)}>
        {words.line.discard}
      </button>
    </p>
  );
};

interface SendFailureProps extends FailureActions {
  readonly clientMsgId: string;
  readonly refusal: Refusal | undefined;
  /** Whether there are words that can be written anew. */
  readonly canEdit: boolean;
}
