import { useState } from 'react';
import { fixedLimits } from '@mailroom/shared';
import { api } from '../../browser/api.ts';
import { createTypingNotifier } from './typing-notifier.ts';

/**
 * Notifies the room while the user types. Does nothing when the user is alone, or when the room has more members than
 * `fixedLimits.presenceMaxMembers`.
 */
export const useTypingNotifier = (memberCount: number) => {
  const [notifier] = useState(() =>
    createTypingNotifier({
      notify: (state) => void api.typing(state).catch(() => {}),
      monotonicNow: () => performance.now(),
    }),
  );
  const isEnabled = memberCount > 1 && memberCount <= fixedLimits.presenceMaxMembers;
  return { onInput: (text: string) => isEnabled && notifier.onInput(text), onSent: notifier.onSent };
};
