import { useEffect, useState } from 'react';
import { messageTextSchema } from '@mailroom/shared';
import { splitting } from '../message-actions/lazy-message-actions.ts';

/** More messages than these from one text would bury what others say. */
const MOST = 20;

/** The messages that a text can be sent as, when that is known; `many` when they are too many. Nothing for an empty text. */
export const useSplit = (text: string, limit: number): readonly string[] | 'many' | undefined => {
  const [split, setSplit] = useState<{ of: string; messages: readonly string[] }>();
  const isLong = text.length > 2 * limit * MOST;
  useEffect(() => {
    const { data } = messageTextSchema(0).safeParse(text);
    if (data === undefined || isLong) return undefined;
    let isWanted = true;
    const take = async () => {
      const part = await splitting();
      if (part && isWanted) setSplit({ of: text, messages: part.splitText(data, limit) });
    };
    void take();
    return () => {
      isWanted = false;
    };
  }, [text, limit, isLong]);
  if (isLong) return 'many';
  if (split?.of !== text) return undefined;
  return split.messages.length > MOST ? 'many' : split.messages;
};
