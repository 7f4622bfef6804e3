import { codePoints } from '@mailroom/shared';
import { parseMeAction } from '../me-action.ts';
import { toSource } from './nodes.ts';
import { parseText } from './parse-text.ts';
import { splitText } from './split-text.ts';

/** A message to quote. */
export interface QuoteSource {
  /** The nickname of its author. */
  readonly nickname: string;
  readonly text: string;
  /** The maximum length of a message, in code points; 0 for no limit. */
  readonly limit: number;
}

/**
 * The maximum length of a quote, in code points and as a share of the limit. The rest is for the reply: the whole message is in the
 * transcript.
 */
const MAX_QUOTE_LENGTH = 250;
const MAX_QUOTE_SHARE = 1 / 2;

/**
 * Returns the quoted lines of a message, with the nickname of its author. Leaves out what the message itself quotes, unless there is nothing
 * else, and shortens the rest.
 */
export const quoteMessage = ({ nickname, text, limit }: QuoteSource): string => {
  const action = parseMeAction(text);
  const maxLength = limit === 0 ? MAX_QUOTE_LENGTH : Math.min(MAX_QUOTE_LENGTH, limit * MAX_QUOTE_SHARE);
  const content = shorten(action ?? withoutQuotes(text), maxLength);
  const attributed =
    action === undefined ? `${nickname}:${content.includes('\n') ? '\n' : ' '}${content}` : `${nickname} ${content}`;
  return attributed
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
};

/** Adds a quote to a draft: before the text, which becomes the reply, or at the end if the draft contains a quote already. */
export const insertQuote = (draft: string, quote: string): string => {
  if (draft.trim() === '') return `${quote}\n`;
  const hasQuote = parseText(draft).some(({ type }) => type === 'blockquote');
  return hasQuote ? `${draft.trimEnd()}\n${quote}\n` : `${quote}\n${draft}`;
};

const withoutQuotes = (text: string): string => {
  const own = parseText(text).filter(({ type }) => type !== 'blockquote');
  return own.map(toSource).join('').trim() || text;
};

const shorten = (text: string, limit: number): string => {
  if (codePoints(text) <= limit) return text;
  const [start = ''] = splitText(text, Math.floor(limit));
  return `${start} …`;
};
