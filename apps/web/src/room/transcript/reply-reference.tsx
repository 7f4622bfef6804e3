import type { MouseEvent } from 'react';
import { goToLetter, letterHash, type LetterLink } from '../../browser/addresses/permalinks.ts';
import type { IndexedMessage } from '../../sync/view/message-index.ts';
import { ReferencedMessage } from '../composer/referenced-message.tsx';

/** Above a reply: the author and the first line of the message that it replies to, as a link to that message. */
export const ReplyReference = ({ link, message }: ReplyReferenceProps) => {
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link) goToLetter(link);
  };
  return (
    <p className="reply-reference">
      {link ? (
        <a href={letterHash(link)} onClick={onClick}>
          <ReferencedMessage message={message} />
        </a>
      ) : (
        <span>
          <ReferencedMessage message={message} />
        </span>
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
