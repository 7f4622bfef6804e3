import { fixedLimits } from '@mailroom/shared';
import { parseCommand } from './commands/slash-commands.ts';

/** The interval between two notifications while the user keeps typing, in ms. It is shorter than the expiry, `fixedLimits.typingMs`. */
const RENEW_INTERVAL_MS = 4_000;

export interface TypingNotifierOptions {
  /** Notifies the room. A lost notification does no harm, because the typing state expires. */
  readonly notify: (state: { stopped: boolean }) => void;
  /** Returns the time of a clock that never jumps, in ms. */
  readonly monotonicNow: () => number;
}

/** Creates the notifier of the user's typing state. It notifies rarely, and only about text that would be sent as a message. */
export const createTypingNotifier = ({ notify, monotonicNow }: TypingNotifierOptions) => {
  let notifiedAt = -Infinity;
  let mutedUntil = -Infinity;
  return {
    /** Call this when the user changed the text of the composer. */
    onInput: (text: string) => {
      const now = monotonicNow();
      if (now < mutedUntil) return;
      if (!isSendable(text)) {
        if (now - notifiedAt < fixedLimits.typingMs) notify({ stopped: true });
        notifiedAt = -Infinity;
      } else if (now - notifiedAt >= RENEW_INTERVAL_MS) {
        notify({ stopped: false });
        notifiedAt = now;
      }
    },
    /** Call this when the room refused a notification. `retryAfterMs` is the time after which it accepts one again. */
    onThrottled: (retryAfterMs: number) => {
      mutedUntil = monotonicNow() + retryAfterMs;
    },
    /** Call this when the text was sent. The room clears the typing state itself when the message arrives. */
    onSent: () => {
      notifiedAt = -Infinity;
    },
  };
};

const isSendable = (text: string) => {
  const command = parseCommand(text.trimEnd());
  return command.type === 'send' && command.text.trim() !== '';
};
