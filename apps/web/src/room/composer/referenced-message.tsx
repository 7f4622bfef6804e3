import { useStrings } from '../../i18n/use-strings.ts';
import type { IndexedMessage } from '../../sync/view/message-index.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { textWithoutMarks } from '../../text/markup/text-without-marks.ts';
import { Nickname } from '../../ui/nickname.tsx';
import { Space } from '../../ui/space.tsx';

/** To what a reply replies: the author and the first line of the message, or a sentence if the page does not show that. */
export const ReferencedMessage = ({ message }: ReferencedMessageProps) => {
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

/** The first line of a message without marks, at most 200 characters of it. Its style cuts what does not fit into the line. */
const firstLineOf = (text: string): string => {
  const plainText = textWithoutMarks(parseMeAction(text) ?? text).trim();
  const [firstLine = ''] = plainText.split('\n', 1);
  return Array.from(firstLine).slice(0, 200).join('');
};
