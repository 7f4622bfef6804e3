import type { MouseEvent } from 'react';
import { goToLetter, letterHash, type LetterLink } from '../../browser/permalinks.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import { Space } from '../../ui/space.tsx';
import type { IndexedMessage } from '../../sync/view/message-index.ts';
import { ReferencedMessage } from '../composer/referenced-message.tsx';

/** Above a reply: the author and the first line of the message that it replies to, as a link to that message. */
export const ReplyReference = ({ link, message }: ReplyReferenceProps) => {
  const { message: strings } = useStrings();
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link) goToLetter(link);
  };
  const content = (
    <>
      <svg className="reply-icon" viewBox="0 0 20 20" width="14" height="14" aria-hidden="true" focusable="false">
        <path d="M4 16v-3q0-4 4-4h8M12.500 5.500L16 9l-3.500 3.500" />
      </svg>
      <span className="visually-hidden">{strings.inReplyTo}</span>
      <Space />
      <ReferencedMessage message={message} />
    </>
  );
  return (
    <p className="reply-reference">
      {link ? (
        <a href={letterHash(link)} onClick={onClick}>
          {content}
        </a>
      ) : (
        <span>{content}</span>
      )}
    </p>
  );
};

interface ReplyReferenceProps {
  /** The letter of the message. Undefined if the page knows only that there is one. */
  readonly link: LetterLink | undefined;
  /** Undefined if the page does not have the message. */
  readonly message: IndexedMessage | undefined;
}
