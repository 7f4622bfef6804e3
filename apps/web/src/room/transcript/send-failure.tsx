import type { Refusal } from '@mailroom/shared';
import { refusalText } from '../../i18n/refusal-text.ts';
import { useStrings } from '../../i18n/use-strings.ts';

/** The actions on a failed entry of the outbox, by its `clientMsgId`. */
export interface FailureActions {
  readonly onRetry: (clientMsgId: string) => void;
  readonly onEdit: (clientMsgId: string) => void;
  readonly onDiscard: (clientMsgId: string) => void;
}

/** Why the room did not accept an entry, with buttons to retry, edit or discard it. */
export const SendFailure = ({ clientMsgId, refusal, canEdit, actions }: SendFailureProps) => {
  const strings = useStrings();
  const { message } = strings;
  return (
    <p className="send-failure" role="alert">
      <span>{refusal ? refusalText(strings, refusal) : message.rejected}</span>
      <button type="button" onClick={() => actions.onRetry(clientMsgId)}>
        {message.tryAgain}
      </button>
      {canEdit && (
        <button type="button" onClick={() => actions.onEdit(clientMsgId)}>
          {message.edit}
        </button>
      )}
      <button type="button" onClick={() => actions.onDiscard(clientMsgId)}>
        {message.discard}
      </button>
    </p>
  );
};

interface SendFailureProps {
  readonly clientMsgId: string;
  /** Undefined if the room gave no reason. */
  readonly refusal: Refusal | undefined;
  /** Whether the entry has a text to edit. */
  readonly canEdit: boolean;
  readonly actions: FailureActions;
}
