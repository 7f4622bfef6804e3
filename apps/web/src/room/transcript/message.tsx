import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import type { ReactNode } from 'react';
import { actionIn } from '../../text/me-action.ts';
import { Edited } from './edited-label.tsx';
import { Nickname } from '../../ui/nickname.tsx';
import { isOnlyEmoji } from '../../text/only-emoji.ts';
import type { OutgoingChange } from '../../sync/outbox-entry.ts';
import { Postmarked } from '../../ui/timestamp.tsx';
import type { LetterRow } from '../../sync/room-view.ts';
import { mentions } from '../../text/parse-text.ts';
import { WrittenText } from './formatted-text.tsx';

/** A line that was said. One that goes on from the line above does not tell its author again, but to those who cannot see that. */
export const Line = ({ row, you, epoch, change, isContinued, isSelected, isInHand }: LineProps) => {
  const words = useWords().line;
  const { id, at, event } = row.letter;
  if (event.type !== 'said') return null;
  // What was turned down stands at the end of the transcript.
  const coming = change?.state === 'failed' ? undefined : change;
  const isMeant = !row.isYours && mentions(event.text, you.nickname);
  const isAction = actionIn(event.text) !== undefined;
  const kinds = [
    isContinued && 'continued',
    isAction && 'me-action',
    row.isYours && 'own',
    isMeant && 'mentions-you',
    isSelected && 'selected',
    isInHand && 'editing',
    coming && 'has-pending-change',
  ];
  return (
    <div
      className={['message', ...kinds].filter(Boolean).join(' ')}
      id={`letter-${row.epoch === epoch ? id : row.key}`}
    >
      <p className="message-header">
        <Nickname member={event.member} isYou={row.isYours} /> <Postmarked at={at} />
      </p>
      {row.change === 'deleted' ? (
        <p className="text deleted">
          {row.isYours ? words.youDeleted : words.deletedBy(<Nickname member={event.member} isYou={false} />)}
        </p>
      ) : (
        <LineText author={event.member} text={coming?.type === 'edit' ? coming.text : event.text} you={you}>
          {coming ? (
            <small className="pending-label">{coming.type === 'edit' ? words.saving : words.deleting}</small>
          ) : (
            row.change === 'edited' && <Edited at={row.changedAt} />
          )}
        </LineText>
      )}
    </div>
  );
};

interface LineProps {
  readonly row: LetterRow;
  readonly you: Member;
  /** The ledger that letters are numbered by now. A line of one before does not answer to its number any more. */
  readonly epoch: string;
  /** What its author wants to become of it. */
  readonly change: OutgoingChange | undefined;
  readonly isContinued: boolean;
  /** Whether it has the focus. */
  readonly isSelected: boolean;
  /** Whether it is being edited. */
  readonly isInHand: boolean;
}

/** What a line says; of `/me waves`, that its author waves. After it what there is to tell of the text. */
export const LineText = ({ author, text, you, children }: LineTextProps) => {
  const action = actionIn(text);
  return (
    <p className={isOnlyEmoji(text) ? 'text only-emoji' : 'text'} dir="auto">
      {action !== undefined && (
        <>
          <span className="actor">
            <Nickname member={author} isYou={false} />
          </span>{' '}
        </>
      )}
      <WrittenText text={action ?? text} you={you.nickname} />
      {children && <span className="message-meta"> {children}</span>}
    </p>
  );
};

interface LineTextProps {
  readonly author: Member;
  readonly text: string;
  readonly you: Member;
  readonly children?: ReactNode;
}
