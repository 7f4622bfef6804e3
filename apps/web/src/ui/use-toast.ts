import { useRef, useState } from 'react';

/** A few words on what was just done. `key` is another for each, so that the same words are told twice. */
export interface Toast {
  readonly key: number;
  readonly text: string;
}

/** How long a note can be read, in ms. */
const SHOWN_MS = 4_000;

/** What was just done, as long as it can be read. */
export const useToast = (): readonly [note: Toast, say: (words: string) => void] => {
  const [note, setNote] = useState<Toast>({ key: 0, text: '' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = (words: string) => {
    setNote(({ key }) => ({ key: key + 1, text }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setNote(({ key }) => ({ key, text: '' })), SHOWN_MS);
  };
  return [note, say];
};
