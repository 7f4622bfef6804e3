import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import type { ReactNode } from 'react';
import { parseMeAction } from '../../text/me-action.ts';
import { EditedLabel } from './edited-label.tsx';
import { Nickname } from '../../ui/nickname.tsx';
import { isOnlyEmoji } from '../../text/only-emoji.ts';
import type { OutboxChange } from '../../sync/outbox-entry.ts';
import { Timestamp } from '../../ui/timestamp.tsx';
import type { LetterRow } from '../../sync/room-view.ts';
import { mentionsMember } from '../../text/parse-text.ts';
import { FormattedText } from './formatted-text.tsx';

/** A line that was said. One that goes on from the line above does not tell its author again, but to those who cannot see that. */
export const Message = ({ row, you, epoch, pendingChange, isContinued, isSelected, isEditing }: MessageProps) => {
  const words = useWords().line;
  const { id, at, event } = row.letter;
  if (event.type !== 'said') return null;
  // What was turned down stands at the end of the transcript.
  const coming = pendingChange?.state === 'failed' ? undefined : pendingChange;
  const isMeant = !row.isYours && mentionsMember(event.text, you.nickname);
  const isAction = parseMeAction(event.text) !== undefined;
  const kinds = [
    isContinued && 'continued',
    isAction && 'me-action',
    row.isYours && 'own',
    isMeant && 'mentions-you',
    isSelected && 'selected',
    isEditing && 'editing',
    coming && 'has-pending-change',
  ];
  return (
    <div
      className={['message', ...kinds].filter(Boolean).join(' ')}
      id={`letter-${row.epoch === epoch ? id : row.key}`}
    >
      <p className="message-header">
        <Nickname member={event.member} isYou={row.isYours} /> <Timestamp at={at} />
      </p>
      {row.status === 'deleted' ? (
        <p className="text deleted">
          {row.isYours ? words.youDeleted : words.deletedBy(<Nickname member={event.member} isYou={false} />)}
        </p>
      ) : (
        <MessageBody author={event.member} text={coming?.type === 'edit' ? coming.text : event.text} you={you}>
          {coming ? (
            <small className="pending-label">{coming.type === 'edit' ? words.saving : words.deleting}</small>
          ) : (
            row.status === 'edited' && <EditedLabel at={row.changedAt} />
          )}
        </MessageBody>
      )}
    </div>
  );
};

interface MessageProps {
  readonly row: LetterRow;
  readonly you: Member;
  /** The ledger that letters are numbered by now. A line of one before does not answer to its number any more. */
  readonly epoch: string;
  /** What its author wants to become of it. */
  readonly pendingChange: OutboxChange | undefined;
  readonly isContinued: boolean;
  /** Whether it has the focus. */
  readonly isSelected: boolean;
  /** Whether it is being edited. */
  readonly isEditing: boolean;
}

/** What a line says; of `/me waves`, that its author waves. After it what there is to tell of the text. */
export const MessageBody = ({ author, text, you, children }: MessageBodyProps) => {
  const action = parseMeAction(text);
  return (
    <p className={isOnlyEmoji(text) ? 'text only-emoji' : 'text'} dir="auto">
      {action !== undefined && (
        <>
          <span className="actor">
            <Nickname member={author} isYou={false} />
          </span>{' '}
        </>
      )}
      <FormattedText text={action ?? text} nickname={you.nickname} />
      {children && <span className="message-meta"> {children}</span>}
    </p>
  );
};

interface MessageBodyProps {
  readonly author: Member;
  readonly text: string;
  readonly you: Member;
  readonly children?: ReactNode;
}
