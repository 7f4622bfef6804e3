import { codePoints } from '@mailroom/shared';
import { actionIn } from './me-action.ts';
import { quotedParts } from './quote-blocks.ts';
import { splitText } from './split-text.ts';

/** A line that is to be quoted. `limit` is that of a message, in code points; 0 for none. */
export interface Quoted {
  readonly nickname: string;
  readonly text: string;
  readonly limit: number;
}

/** Of a message at most this share is quotation: the rest is for the answer. The whole line stands above. */
const SHARE = 1 / 2;

/** The lines that quote a line, with its author and without what it quotes itself. */
export const quotation = ({ nickname, text, limit }: Quoted): string => {
  const action = actionIn(text);
  const own = shortened(action ?? ownWords(text), limit * SHARE);
  const told = action === undefined ? `${nickname}:${own.includes('\n') ? '\n' : ' '}${own}` : `${nickname} ${own}`;
  return told
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
};

/** What is being written, with a quotation: before it, so that it becomes the answer; or after it, if that answers another one already. */
export const withQuotation = (draft: string, quoted: string): string => {
  if (draft.trim() === '') return `${quoted}\n`;
  const answersAlready = quotedParts(draft).some(({ isQuoted }) => isQuoted);
  return answersAlready ? `${draft.trimEnd()}\n${quoted}\n` : `${quoted}\n${draft}`;
};

const ownWords = (text: string): string => {
  const own = quotedParts(text)
    .map((part) => (part.isQuoted ? '' : part.text))
    .join('')
    .trim();
  return own === '' ? text : own;
};

const shortened = (text: string, limit: number): string => {
  if (limit === 0 || codePoints(text) <= limit) return text;
  const [begin = ''] = splitText(text, Math.floor(limit));
  return `${begin} …`;
};
