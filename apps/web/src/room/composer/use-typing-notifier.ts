import { useState } from 'react';
import { fixedLimits } from '@mailroom/shared';
import { api } from '../../browser/api.ts';
import { retryAfterMsOf } from '../../sync/room-api.ts';
import { createTypingNotifier } from './typing-notifier.ts';

/**
 * Notifies the room while the user types. Does nothing when the user is alone, or when the room has more members than
 * `fixedLimits.presenceMaxMembers`.
 */
export const useTypingNotifier = (memberCount: number) => {
  const [notifier] = useState(() => {
    const created = createTypingNotifier({
      notify: (state) =>
        void api.typing(state).catch((error: unknown) => created.onThrottled(retryAfterMsOf(error) ?? 0)),
      monotonicNow: () => performance.now(),
    });
    return created;
  });
  const isEnabled = memberCount > 1 && memberCount <= fixedLimits.presenceMaxMembers;
  return { onInput: (text: string) => isEnabled && notifier.onInput(text), onSent: notifier.onSent };
};
