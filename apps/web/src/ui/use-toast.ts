import { useRef, useState } from 'react';

/** A short message about something that just happened. Each has another `key`, so that a repeated text is announced again. */
export interface Toast {
  readonly key: number;
  /** Empty while no toast is visible. */
  readonly text: string;
}

/** How long a toast stays visible, in ms. */
const VISIBLE_MS = 4_000;

/** Returns the current toast and a function that shows a new one. */
export const useToast = (): readonly [toast: Toast, showToast: (text: string) => void] => {
  const [toast, setToast] = useState<Toast>({ key: 0, text: '' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const showToast = (text: string) => {
    setToast(({ key }) => ({ key: key + 1, text }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setToast(({ key }) => ({ key, text: '' })), VISIBLE_MS);
  };
  return [toast, showToast];
};
