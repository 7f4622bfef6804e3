import { useState } from 'react';
import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import { actionIn } from '../../text/me-action.ts';
import { goesOnAsOwn } from '../timeline/entries.ts';
import { LineText } from './message.tsx';
import { Nickname } from '../../ui/nickname.tsx';
import type { OutgoingLine as Outgoing } from '../../sync/outbox-entry.ts';
import type { ShownRow } from '../../sync/ignored-rows.ts';
import { TurnedDown, type AfterRefusal } from './send-failure.tsx';

/** A line of one's own that is on its way, or was turned down. */
export const OutgoingLine = ({ line, you, above, ...after }: OutgoingLineProps) => {
  const { clientMsgId, text, state, refusal } = line;
  const words = useWords().line;
  const [writtenAt] = useState(() => Date.now());
  const isContinued = above === 'own' || goesOnAsOwn(above, writtenAt);
  const isAction = actionIn(text) !== undefined;
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
        <LineText author={you} text={text} you={you} />
        {state === 'failed' && <TurnedDown clientMsgId={clientMsgId} refusal={refusal} canEdit {...after} />}
      </div>
    </li>
  );
};

interface OutgoingLineProps extends AfterRefusal {
  readonly line: Outgoing;
  readonly you: Member;
  /** What it stands below of: another line of one's own that is on its way, or the last row of the transcript. */
  readonly above: 'own' | ShownRow | undefined;
}
