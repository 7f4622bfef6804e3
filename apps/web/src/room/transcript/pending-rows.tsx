import { useState } from 'react';
import type { Member, Refusal } from '@mailroom/shared';
import { serverClock } from '../../browser/server-clock.ts';
import type { Strings } from '../../i18n/en.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import type { VisibleRow } from '../../sync/view/ignored-rows.ts';
import type { OutboxChange, OutboxEntry, OutboxMessage, OutboxRename } from '../../sync/outbox-entry.ts';
import { mutationIdOf } from '../../sync/view/row.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Nickname } from '../../ui/nickname.tsx';
import { isOwnContinuation } from '../timeline/entries.ts';
import { MessageBody } from './message.tsx';
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
          <PendingChange entry={entry} you={you} before={textBefore(rows, entry)} failureActions={failureActions} />
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

/** The current text of the message to delete; empty for other entries, and if the transcript does not have the message. */
const textBefore = (rows: readonly VisibleRow[], entry: OutboxEntry): string => {
  if (entry.type !== 'delete') return '';
  const row = rows.findLast((each) => mutationIdOf(each) === entry.targetMutationId);
  return row?.type === 'letter' && row.letter.event.type === 'said' ? row.letter.event.text : '';
};

/** A message that is being sent, or failed. */
const PendingMessage = ({ entry, you, above, failureActions }: PendingMessageProps) => {
  const { clientMsgId, text, state, refusal } = entry;
  const { message } = useStrings();
  const [createdAt] = useState(serverClock.now);
  const isContinued = above === 'own' || isOwnContinuation(above, createdAt);
  const modifiers = [state, isContinued && 'continued', parseMeAction(text) !== undefined && 'me-action'];
  return (
    <div className={['message own', ...modifiers].filter(Boolean).join(' ')}>
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

/** A rename that is being sent, or an edit, deletion or rename that failed. */
const PendingChange = ({ entry, you, before, failureActions }: PendingChangeProps) => {
  const { message } = useStrings();
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
        <MessageBody author={you} text={type === 'edit' ? entry.text : before} you={you} foldKey={clientMsgId} />
      )}
      {isFailed && (
        <SendFailure clientMsgId={clientMsgId} refusal={refusal} canEdit={type !== 'delete'} actions={failureActions} />
      )}
    </div>
  );
};

interface PendingChangeProps {
  readonly entry: OutboxChange | OutboxRename;
  readonly you: Member;
  /** The current text of the message to delete. */
  readonly before: string;
  readonly failureActions: FailureActions;
}
