import { hasSoftKeyboard } from '../../browser/soft-keyboard.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import { Space } from '../../ui/space.tsx';
import type { IndexedMessage } from '../../sync/view/message-index.ts';
import { ReferencedMessage } from './referenced-message.tsx';
import { ReplyIcon } from './reply-icon.tsx';

/** The banner above the field while it holds a reply, with a button that makes it a message of its own. */
export const ReplyBanner = ({ message, onCancel }: ReplyBannerProps) => {
  const { composer } = useStrings();
  return (
    <div className="composer-banner">
      <p id="composer-banner" className="reply-reference">
        <ReplyIcon />
        <ReferencedMessage message={message} />
        {!hasSoftKeyboard() && (
          <>
            <Space />
            <span>{composer.escapeToCancel}</span>
          </>
        )}
      </p>
      <button type="button" onClick={onCancel}>
        {composer.cancel}
      </button>
    </div>
  );
};

interface ReplyBannerProps {
  /** The message that is replied to. Undefined if the page does not have it. */
  readonly message: IndexedMessage | undefined;
  readonly onCancel: () => void;
}
