import { flushSync } from 'react-dom';
import { focusComposer } from './focus-composer.ts';
import type { Writing } from './draft-store.ts';

/** Has this stand in the composer, and the caret behind it. */
export const writeOn = (writing: Writing, text: string) => {
  flushSync(() => writing.write(text));
  focusComposer('end');
};

/** Names somebody at the end of what stands in the composer. */
export const mention = (writing: Writing, nickname: string) =>
  writeOn(writing, `${writing.written().text.replace(/(?<=\S)$/u, ' ')}@${nickname} `);
