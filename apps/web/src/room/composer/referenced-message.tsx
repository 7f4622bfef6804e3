import { useStrings } from '../../i18n/use-strings.ts';
import type { IndexedMessage } from '../../sync/view/message-index.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { textWithoutMarkers } from '../../text/markup/text-without-markers.ts';
import { Nickname } from '../../ui/member/nickname.tsx';
import { Space } from '../../ui/space.tsx';

/** The message that a reply names, after an arrow: its author and first line, or a sentence if the page does not show these. */
export const ReferencedMessage = ({ message }: ReferencedMessageProps) => (
  <>
    <svg className="reply-icon" viewBox="0 0 20 20" width="14" height="14" aria-hidden="true" focusable="false">
      <path d="M4 16v-3q0-4 4-4h8M12.500 5.500L16 9l-3.500 3.500" />
    </svg>
    <MessageSummary message={message} />
  </>
);

const MessageSummary = ({ message }: ReferencedMessageProps) => {
  const { message: strings } = useStrings();
  if (!message) return <em>{strings.inReplyToEarlier}</em>;
  if (message.isIgnored) return <em>{strings.inReplyToIgnored}</em>;
  const { member, text } = message.event;
  return (
    <>
      <span className="visually-hidden">{strings.inReplyTo}</span>
      <Space />
      <Nickname member={member} isYou={false} />
      <Space />
      {message.row.status === 'deleted' ? (
        <em>{strings.deletedMessage}</em>
      ) : (
        <span className="reply-excerpt" dir="auto">
          {firstLineOf(text)}
        </span>
      )}
    </>
  );
};

interface ReferencedMessageProps {
  /** Undefined if the page does not have the message. */
  readonly message: IndexedMessage | undefined;
}

/** The first line of a message without markers, at most 200 characters of it. Its style cuts what does not fit into the line. */
const firstLineOf = (text: string): string => {
  const plainText = textWithoutMarkers(parseMeAction(text) ?? text).trim();
  const [firstLine = ''] = plainText.split('\n', 1);
  return Array.from(firstLine).slice(0, 200).join('');
};
