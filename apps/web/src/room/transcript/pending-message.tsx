import { useState } from 'react';
import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { isOwnContinuation } from '../timeline/entries.ts';
import { MessageBody } from './message.tsx';
import { Nickname } from '../../ui/nickname.tsx';
import type { OutboxMessage as Outgoing } from '../../sync/outbox-entry.ts';
import type { VisibleRow } from '../../sync/ignored-rows.ts';
import { SendFailure, type FailureActions } from './send-failure.tsx';

/** A line of one's own that is on its way, or was turned down. */
export const PendingMessageRow = ({ line, you, above, ...after }: PendingMessageRowProps) => {
  const { clientMsgId, text, state, refusal } = line;
  const words = useWords().line;
  const [writtenAt] = useState(() => Date.now());
  const isContinued = above === 'own' || isOwnContinuation(above, writtenAt);
  const isAction = parseMeAction(text) !== undefined;
  return (
    <li className="row">
      <div
        className={['message own', state, isContinued && 'continued', isAction && 'me-action']
          .filter(Boolean)
          .join(' ')}
      >
        <p className="message-header">
          <Nickname member={you} isYou />{' '}
          {state === 'failed' ? (
            <strong>{words.notSent}</strong>
          ) : (
            <span className="pending-label">{refusal?.refusal === 'too-fast' ? words.waiting : words.sending}</span>
          )}
        </p>
        <MessageBody author={you} text={text} you={you} />
        {state === 'failed' && <SendFailure clientMsgId={clientMsgId} refusal={refusal} canEdit {...after} />}
      </div>
    </li>
  );
};

interface PendingMessageRowProps extends FailureActions {
  readonly line: Outgoing;
  readonly you: Member;
  /** What it stands below of: another line of one's own that is on its way, or the last row of the transcript. */
  readonly above: 'own' | VisibleRow | undefined;
}
