import { useState } from 'react';
import type { Member } from '@mailroom/shared';
import { refusalWords } from '../words/refusal-words.ts';
import { useWords } from '../words/use-words.ts';
import { actionIn } from './action.ts';
import { goesOnAsOwn } from './arrangement.ts';
import { LineText } from './line.tsx';
import { Nickname } from './nickname.tsx';
import type { OutgoingLine as Outgoing } from './outgoing.ts';
import type { ShownRow } from './ignored-rows.ts';

/** What can be done with a line that was turned down. */
export interface LineActions {
  readonly onRetry: (clientMsgId: string) => void;
  readonly onEdit: (clientMsgId: string) => void;
  readonly onDiscard: (clientMsgId: string) => void;
}

/** A line of one's own that is on its way, or was turned down. */
export const OutgoingLine = ({ line, you, above, onRetry, onEdit, onDiscard }: OutgoingLineProps) => {
  const { clientMsgId, text, state, refusal } = line;
  const words = useWords();
  const [writtenAt] = useState(() => Date.now());
  const isContinued = above === 'own' || goesOnAsOwn(above, writtenAt);
  const isAction = actionIn(text) !== undefined;
  return (
    <li className="row">
      <div className={['line own', state, isContinued && 'continued', isAction && 'action'].filter(Boolean).join(' ')}>
        <p className="head">
          <Nickname member={you} isYou />{' '}
          {state === 'failed' ? (
            <strong>{words.line.notSent}</strong>
          ) : (
            <span className="on-its-way">{words.line.sending}</span>
          )}
        </p>
        <LineText author={you} text={text} you={you} />
        {state === 'failed' && (
          <p className="turned-down" role="alert">
            {refusal ? refusalWords(words, refusal) : words.line.notTaken}{' '}
            <button type="button" onClick={() => onRetry(clientMsgId)}>
              {words.line.tryAgain}
            </button>
            <button type="button" onClick={() => onEdit(clientMsgId)}>
              {words.line.edit}
            </button>
            <button type="button" onClick={() => onDiscard(clientMsgId)}>
              {words.line.discard}
            </button>
          </p>
        )}
      </div>
    </li>
  );
};

interface OutgoingLineProps extends LineActions {
  readonly line: Outgoing;
  readonly you: Member;
  /** What it stands below of: another line of one's own that is on its way, or the last row of the transcript. */
  readonly above: 'own' | ShownRow | undefined;
}
