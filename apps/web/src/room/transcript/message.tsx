import type { Member } from '@mailroom/shared';
import { use, useMemo, type ReactNode } from 'react';
import { useStrings } from '../../i18n/use-strings.ts';
import { useTimeFormat } from '../../i18n/use-time-format.ts';
import type { OutboxChange } from '../../sync/outbox-entry.ts';
import type { LetterRow } from '../../sync/view/row.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { truncateNodes } from '../../text/markup/fold-text.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { isBlock } from '../../text/markup/nodes.ts';
import { isOnlyEmoji } from '../../text/only-emoji.ts';
import { canMention, mentionsMember, parseText } from '../../text/markup/parse-text.ts';
import { Avatar } from '../../ui/member/avatar.tsx';
import { Nickname } from '../../ui/member/nickname.tsx';
import { Space } from '../../ui/space.tsx';
import { Timestamp } from '../../ui/timestamp.tsx';
import { FoldToggle } from './folding/fold-toggle.tsx';
import { MessageIndexContext } from './message-index-context.ts';
import { Reactions } from './reactions/reactions.tsx';
import { ReplyReference } from './reply-reference.tsx';
import { FormattedText, SourceText } from './formatted-text/formatted-text.tsx';
import { MembersContext } from './formatted-text/members-context.ts';
import { useFold } from './folding/use-fold.ts';

/** A message. One that continues a group shows the nickname only to screen readers. */
export const Message = ({ row, you, epoch, pendingChange, isContinued, isSelected, isEditing }: MessageProps) => {
  const { message } = useStrings();
  const { id, at, event } = row.letter;
  if (event.type !== 'said') return null;
  // A failed change is shown at the end of the transcript.
  const change = pendingChange?.state === 'failed' ? undefined : pendingChange;
  // Only a message that can mention someone depends on who is in the room.
  const mentionsYou =
    !row.isYours && canMention(event.text) && mentionsMember(event.text, you.nickname, use(MembersContext));
  const isDeleted = row.status === 'deleted';
  // Only a reply depends on other messages.
  const repliedTo = event.replyTo === undefined || isDeleted ? undefined : { id: event.replyTo, epoch: row.epoch };
  const original = repliedTo && use(MessageIndexContext).byLetter(repliedTo);
  const isReplyToYou = original?.row.isYours === true && !row.isYours;
  const isAction = parseMeAction(event.text) !== undefined;
  const modifiers = [
    isContinued && 'continued',
    isAction && 'me-action',
    row.isYours && 'own',
    (mentionsYou || isReplyToYou) && 'mentions-you',
    isSelected && 'selected',
    isEditing && 'editing',
    change && 'has-pending-change',
  ];
  return (
    <div
      className={['message', ...modifiers].filter(Boolean).join(' ')}
      id={`letter-${row.epoch === epoch ? id : row.key}`}
    >
      {repliedTo && <ReplyReference link={repliedTo} message={original} />}
      <p className="message-header">
        <Avatar member={event.member} />
        <Nickname member={event.member} isYou={row.isYours} />
        <Timestamp at={at} />
      </p>
      {isDeleted ? (
        <p className="text deleted">
          {row.isYours ? message.youDeleted : message.deletedBy(<Nickname member={event.member} isYou={false} />)}
        </p>
      ) : (
        <MessageBody
          author={event.member}
          text={change?.type === 'edit' ? change.text : event.text}
          you={you}
          foldKey={row.key}
        >
          {change ? (
            <small className="pending-label">{change.type === 'edit' ? message.saving : message.deleting}</small>
          ) : (
            row.status === 'edited' && <EditedLabel at={row.changedAt} />
          )}
        </MessageBody>
      )}
      {!isDeleted && <Reactions row={row} mutationId={event.mutationId} you={you} />}
    </div>
  );
};

interface MessageProps {
  readonly row: LetterRow;
  readonly you: Member;
  /** The epoch of the current ledger. The element id of a message of an earlier ledger is its key, because its number is reused. */
  readonly epoch: string;
  /** The edit or deletion that the outbox has for this message. */
  readonly pendingChange: OutboxChange | undefined;
  readonly isContinued: boolean;
  /** Whether the row, or an element in it, has the focus. */
  readonly isSelected: boolean;
  /** Whether the composer edits this message. */
  readonly isEditing: boolean;
}

/**
 * The text of a message, followed by `children`. A `/me` action starts with a star and the nickname of its author. The star keeps it from
 * imitating a message of the room; screen readers read a word instead. A text with too many lines is folded.
 */
export const MessageBody = ({ author, text, you, foldKey, children }: MessageBodyProps) => {
  const { message } = useStrings();
  const { formattingCharacters } = useSettings();
  const action = parseMeAction(text);
  const body = action ?? text;
  const { ref, fold, isFolded } = useFold(foldKey, body);
  const allNodes = useMemo(() => parseText(body), [body]);
  const nodes = isFolded && fold ? truncateNodes(allNodes, fold.length) : allNodes;
  const Body = formattingCharacters === 'shown' ? SourceText : FormattedText;
  return (
    <>
      {/* The role is that of a <p>, which cannot contain a list, a quote or a code block. */}
      <div
        ref={ref}
        className={isOnlyEmoji(text) ? 'text only-emoji' : 'text'}
        role={Body === FormattedText && nodes.some(isBlock) ? undefined : 'paragraph'}
        dir="auto"
      >
        {action !== undefined && (
          <>
            <span className="actor">
              <span role="img" aria-label={message.action}>
                *
              </span>
              <Space />
              <Nickname member={author} isYou={false} />
            </span>
            <Space />
          </>
        )}
        <Body nodes={nodes} nickname={you.nickname} />
        {isFolded && <span> …</span>}
        {children && (
          <span className="message-meta">
            <Space />
            {children}
          </span>
        )}
      </div>
      {fold && <FoldToggle foldKey={foldKey} lines={fold.lines} isFolded={isFolded} />}
    </>
  );
};

interface MessageBodyProps {
  readonly author: Member;
  readonly text: string;
  readonly you: Member;
  /** Identifies the message among those of the transcript. */
  readonly foldKey: string;
  readonly children?: ReactNode;
}

/** Marks an edited message. Shows on hover when it was edited, if that is known. `at` is in ms since 1970. */
const EditedLabel = ({ at }: { at: number | undefined }) => {
  const { edited } = useStrings().message;
  const { dayAndTime } = useTimeFormat();
  return at === undefined ? (
    <small>{edited}</small>
  ) : (
    <time dateTime={new Date(at).toISOString()} title={dayAndTime(at)}>
      {edited}
    </time>
  );
};
