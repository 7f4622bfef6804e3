import { useSyncExternalStore } from 'react';
import { mayNotify, onAnswer, type MayNotify } from './permission.ts';

/** Whether the browser lets this page show notices, now: also after it was asked, or was told otherwise in its own settings. */
export const useMayNotify = (): MayNotify => useSyncExternalStore(subscribe, mayNotify);

const subscribe = (listener: () => void) => {
  const undo = onAnswer(listener);
  // Who was in the browser's settings comes back.
  window.addEventListener('focus', listener);
  return () => {
    undo();
    window.removeEventListener('focus', listener);
  };
};
