import { useEffect, useState } from 'react';
import { useStrings } from '../../i18n/use-strings.ts';
import type { OlderLetters } from '../../sync/view/older-letters.ts';

/** The first line of the transcript: what the page knows of older messages. Empty where there is nothing to say. */
export const OlderMessages = ({ older, olderRowCount, onRetry }: OlderMessagesProps) => {
  const { olderMessages, message } = useStrings();
  const text = endText(older, olderRowCount, olderMessages);
  switch (older.state) {
    // They are loaded before the reader gets here. The line is always there, so that it does not come and go above what they read.
    case 'available':
    case 'loading':
      return <li className="older-messages">{olderMessages.loading}</li>;
    case 'failed':
      return (
        <li className="older-messages">
          <span>{olderMessages.failed}</span>
          <button type="button" onClick={onRetry}>
            {message.tryAgain}
          </button>
        </li>
      );
    case 'complete':
    case 'gone':
    case 'hidden':
    case 'former':
      return text === undefined ? null : <li className="older-messages">{text}</li>;
  }
};

interface OlderMessagesProps extends OlderState {
  readonly onRetry: () => void;
}

interface OlderState {
  readonly older: OlderLetters;
  readonly olderRowCount: number;
}

/** Tells screen readers once what came of loading older messages. */
export const OlderMessagesAnnouncer = ({ older, olderRowCount }: OlderState) => {
  const { olderMessages } = useStrings();
  const [text, setText] = useState('');
  const { state } = older;
  const end = endText(older, olderRowCount, olderMessages);
  const loaded = olderRowCount > 0 ? olderMessages.loaded : '';
  const outcome = state === 'failed' ? olderMessages.failed : [loaded, end].filter(Boolean).join(' ');
  useEffect(() => {
    // Emptied meanwhile, because the same text again would not be announced.
    const timer = setTimeout(
      () => setText(state === 'loading' ? '' : outcome),
      state === 'loading' ? 0 : ANNOUNCE_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [state, outcome]);
  return (
    <div className="visually-hidden" aria-live="polite">
      {text}
    </div>
  );
};

/** Parts that follow one another sooner are announced together. */
const ANNOUNCE_AFTER_MS = 700;

/** Why there are no older messages. Undefined at the start of the room, unless the reader scrolled back to it. */
const endText = (
  { state }: OlderLetters,
  olderRowCount: number,
  strings: ReturnType<typeof useStrings>['olderMessages'],
): string | undefined => {
  if (state === 'gone') return strings.gone;
  if (state === 'hidden') return strings.hidden;
  if (state === 'former') return strings.former;
  return state === 'complete' && olderRowCount > 0 ? strings.none : undefined;
};
