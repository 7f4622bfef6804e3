import { use, useState } from 'react';
import type { Member, Refusal } from '@mailroom/shared';
import { serverClock } from '../../browser/server-clock.ts';
import type { Strings } from '../../i18n/en.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import type { VisibleRow } from '../../sync/view/row.ts';
import type { MessageIndex } from '../../sync/view/message-index.ts';
import type {
  OutboxChange,
  OutboxEntry,
  OutboxMessage,
  OutboxReaction,
  OutboxRename,
} from '../../sync/outbox-entry.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { Avatar } from '../../ui/member/avatar.tsx';
import { Nickname } from '../../ui/member/nickname.tsx';
import { isOwnContinuation } from '../timeline/entries.ts';
import { MessageBody } from './message.tsx';
import { MessageIndexContext } from './message-index-context.ts';
import { ReplyReference } from './reply-reference.tsx';
import { RowBoundary } from './row-boundary.tsx';
import { SendFailure, type FailureActions } from './send-failure.tsx';

/** Returns the entries of the outbox that are shown below the transcript: messages, renames, and changes that failed. */
export const pendingEntries = (entries: readonly OutboxEntry[]): readonly OutboxEntry[] =>
  entries.filter(({ type, state }) => type === 'send' || type === 'rename' || state === 'failed');

/** The rows below the transcript. `entries` is the result of `pendingEntries`, `rows` are the rows of the transcript. */
export const PendingRows = ({ entries, rows, you, failureActions }: PendingRowsProps) =>
  entries.map((entry, index) => (
    <li className="row" key={entry.clientMsgId}>
      <RowBoundary resetKey={entry}>
        {entry.type === 'send' ? (
          <PendingMessage
            entry={entry}
            you={you}
            above={entries[index - 1]?.type === 'send' ? 'own' : rows.at(-1)}
            failureActions={failureActions}
          />
        ) : (
          <PendingChange entry={entry} you={you} failureActions={failureActions} />
        )}
      </RowBoundary>
    </li>
  ));

interface PendingRowsProps {
  readonly entries: readonly OutboxEntry[];
  readonly rows: readonly VisibleRow[];
  readonly you: Member;
  readonly failureActions: FailureActions;
}

/** A message that is being sent, or failed. */
const PendingMessage = ({ entry, you, above, failureActions }: PendingMessageProps) => {
  const { clientMsgId, text, replyTo, state, refusal } = entry;
  const { message } = useStrings();
  const original = replyTo === undefined ? undefined : use(MessageIndexContext).byMutationId(replyTo);
  const [createdAt] = useState(serverClock.now);
  const isContinued = above === 'own' || isOwnContinuation(above, createdAt);
  const modifiers = [state, isContinued && 'continued', parseMeAction(text) !== undefined && 'me-action'];
  return (
    <div className={['message own', ...modifiers].filter(Boolean).join(' ')}>
      {replyTo !== undefined && (
        <ReplyReference
          link={original && { id: original.row.letter.id, epoch: original.row.epoch }}
          message={original}
        />
      )}
      <p className="message-header">
        <Avatar member={you} />
        <Nickname member={you} isYou />
        {state === 'failed' ? (
          <strong>{message.notSent}</strong>
        ) : (
          <span className="pending-label">{pendingLabel(refusal, message)}</span>
        )}
      </p>
      <MessageBody author={you} text={text} you={you} foldKey={clientMsgId} />
      {state === 'failed' && (
        <SendFailure clientMsgId={clientMsgId} refusal={refusal} canEdit actions={failureActions} />
      )}
    </div>
  );
};

const pendingLabel = (refusal: Refusal | undefined, strings: Strings['message']): string => {
  if (refusal?.refusal === 'too-fast') return strings.queued;
  return refusal?.refusal === 'not-kept' ? strings.notSavedYet : strings.sending;
};

interface PendingMessageProps {
  readonly entry: OutboxMessage;
  readonly you: Member;
  /** The row above: another pending message of the reader, or the last row of the transcript. */
  readonly above: 'own' | VisibleRow | undefined;
  readonly failureActions: FailureActions;
}

/** A rename that is being sent, or an edit, deletion, reaction or rename that failed. */
const PendingChange = ({ entry, you, failureActions }: PendingChangeProps) => {
  const { message } = useStrings();
  const messages = use(MessageIndexContext);
  const { type, clientMsgId, state, refusal } = entry;
  const isFailed = state === 'failed';
  return (
    <div className={`message own pending-change ${state}`}>
      <p className="message-header">
        {isFailed ? <strong>{message.failed[type]}</strong> : <span className="pending-label">{message.renaming}</span>}
      </p>
      {type === 'rename' ? (
        <p className="text">
          <Nickname member={{ ...you, nickname: entry.nickname }} isYou={false} />
        </p>
      ) : (
        <MessageBody author={you} text={textOf(entry, messages)} you={you} foldKey={clientMsgId} />
      )}
      {isFailed && (
        <SendFailure
          clientMsgId={clientMsgId}
          refusal={refusal}
          canEdit={type === 'edit' || type === 'rename'}
          actions={failureActions}
        />
      )}
    </div>
  );
};

/** The new text of an edited message, the emoji of a reaction, or else the text of the message as it is; empty if the page does not have that. */
const textOf = (entry: OutboxChange | OutboxReaction, messages: MessageIndex): string => {
  if (entry.type === 'edit') return entry.text;
  const emoji = entry.type === 'react' ? entry.emoji : undefined;
  return emoji ?? messages.byMutationId(entry.targetMutationId)?.event.text ?? '';
};

interface PendingChangeProps {
  readonly entry: OutboxChange | OutboxReaction | OutboxRename;
  readonly you: Member;
  readonly failureActions: FailureActions;
}
