import { useEffect, useState } from 'react';
import { messageTextSchema } from '@mailroom/shared';
import { lazyModule } from '../../browser/lazy-module.ts';

const loadSplitText = lazyModule(async () => (await import('../../text/markup/split-text.ts')).splitText);

/** The maximum number of messages from one text. More would bury the messages of the others. */
const MAX_PARTS = 20;

/**
 * Splits a text into messages of at most `limit` code points. Returns `too-many` above the maximum number of messages, and undefined for an
 * empty text or until the result is ready.
 */
export const useSplit = (text: string, limit: number): readonly string[] | 'too-many' | undefined => {
  const [result, setResult] = useState<{ text: string; messages: readonly string[] }>();
  const isFarTooLong = text.length > 2 * limit * MAX_PARTS;
  useEffect(() => {
    const { data } = messageTextSchema(0).safeParse(text);
    if (data === undefined || isFarTooLong) return undefined;
    let isCurrent = true;
    const split = async () => {
      const splitText = await loadSplitText();
      if (splitText && isCurrent) setResult({ text, messages: splitText(data, limit) });
    };
    void split();
    return () => {
      isCurrent = false;
    };
  }, [text, limit, isFarTooLong]);
  if (isFarTooLong) return 'too-many';
  if (result?.text !== text) return undefined;
  return result.messages.length > MAX_PARTS ? 'too-many' : result.messages;
};
