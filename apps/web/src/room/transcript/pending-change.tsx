import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import { MessageBody } from './message.tsx';
import { Nickname } from '../../ui/nickname.tsx';
import type { OutboxChange, OutboxRename } from '../../sync/outbox-entry.ts';
import { SendFailure, type FailureActions } from './send-failure.tsx';

/** A change of a line, or of one's nickname, that was turned down; of the latter also that it is on its way. */
export const PendingChange = ({ errand, you, before, ...after }: PendingChangeProps) => {
  const words = useWords().line;
  const { type, clientMsgId, state, refusal } = errand;
  const isFailed = state === 'failed';
  const called = <Nickname member={{ ...you, nickname: type === 'renaming' ? errand.nickname : '' }} isYou={false} />;
  return (
    <li className="row">
      <div className={`message own pending-change ${state}`}>
        <p className="message-header">
          {isFailed ? <strong>{words.notDone[type]}</strong> : <span className="pending-label">{words.renaming}</span>}
        </p>
        {type === 'renaming' ? (
          <p className="text">{called}</p>
        ) : (
          <MessageBody author={you} text={type === 'edit' ? errand.text : before} you={you} />
        )}
        {isFailed && (
          <SendFailure clientMsgId={clientMsgId} refusal={refusal} canEdit={type !== 'deletion'} {...after} />
        )}
      </div>
    </li>
  );
};

interface PendingChangeProps extends FailureActions {
  readonly errand: OutboxChange | OutboxRename;
  readonly you: Member;
  /** The text of the line that was to be changed, if it stands in the transcript. */
  readonly before: string;
}
