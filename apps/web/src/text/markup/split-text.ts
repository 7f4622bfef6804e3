import { codePoints, messageTextSchema } from '@mailroom/shared';
import { parseMeAction } from '../me-action.ts';
import { toSource } from './nodes.ts';
import { parseText } from './parse-text.ts';
import { findSplitPoint } from './split-point.ts';

/** The smallest limit, in code points, at which a message has space for added markers. */
const MIN_LIMIT_FOR_MARKERS = 32;
/** The longest fence, in UTF-16 units, that is repeated in each part of a code block. */
const MAX_FENCE_LENGTH = 8;

/**
 * Splits a text into messages of at most `limit` code points, all of which the room accepts. Joined, they are the text, except for white
 * space at the split points and for the markers that close and reopen a code block longer than one message.
 *
 * @param text a message text as `messageTextSchema` returns it
 * @param limit at least 1
 */
export const splitText = (text: string, limit: number): string[] => {
  const messages: string[] = [];
  let rest = text;
  while (codePoints(rest) > limit) {
    const [message, after] = splitFirst(rest, limit);
    messages.push(message);
    rest = after;
  }
  return [...messages, rest].filter(isVisible);
};

const splitFirst = (text: string, limit: number): [message: string, rest: string] => {
  const max = utf16Length(text, limit);
  const blocks = codeBlocks(text);
  const crossing = blocks.find(({ start, end }) => start < max && end > max);
  const isAtStart = crossing && !isVisible(text.slice(0, crossing.start));
  if (isAtStart && limit >= MIN_LIMIT_FOR_MARKERS)
    return splitFirstInCode(text.slice(crossing.start), crossing.fence, limit);
  const whole = blocks.filter(({ end }) => end <= max);
  const leading = LEADING.exec(text)?.[0].length ?? 0;
  const best = crossing && !isAtStart ? crossing.start : findSplitPoint(mask(text, whole), { min: leading, max });
  // Without a split point, the leading white space may have been in the way.
  const point = best ?? (leading || max);
  const rest = text.slice(point).replace(AT_SPLIT, '');
  // A space before "/me" keeps the rest from becoming an action.
  const isAction = limit >= MIN_LIMIT_FOR_MARKERS && parseMeAction(rest) !== undefined;
  return [text.slice(0, point).trimEnd(), isAction ? ` ${rest}` : rest];
};

/** Splits a text that starts with a code block, which is closed in the message and reopened in the rest. */
const splitFirstInCode = (text: string, fence: string, limit: number): [message: string, rest: string] => {
  const max = utf16Length(text, limit - 1 - fence.length);
  const firstLine = text.indexOf('\n') + 1;
  const min = firstLine < max ? firstLine : fence.length + 1;
  const point = findSplitPoint(text, { min, max }) ?? max;
  return [`${text.slice(0, point)}\n${fence}`, `${fence}\n${text.slice(point).replace(/^\n/, '')}`];
};

const isVisible = (text: string) => messageTextSchema(0).safeParse(text).success;

/** The length of the first `count` code points, in UTF-16 units. */
const utf16Length = (text: string, count: number) => {
  let length = 0;
  let left = count;
  for (const codePoint of text) {
    if (left-- === 0) break;
    length += codePoint.length;
  }
  return length;
};

interface Span {
  readonly start: number;
  readonly end: number;
}

interface CodeBlock extends Span {
  readonly fence: string;
}

/** The code blocks that are in no quote or list. */
const codeBlocks = (text: string): CodeBlock[] => {
  const blocks: CodeBlock[] = [];
  let end = 0;
  for (const node of parseText(text)) {
    const start = end;
    const source = toSource(node);
    end += source.length;
    const [fence = ''] = /[`~]+/.exec(source) ?? [];
    if (node.type === 'code' && fence.length <= MAX_FENCE_LENGTH)
      blocks.push({ start, end: start + source.trimEnd().length, fence });
  }
  return blocks;
};

/** Replaces spans by as many letters, between which there is no split point. */
const mask = (text: string, spans: readonly Span[]) =>
  spans.reduce((rest, { start, end }) => rest.slice(0, start) + 'x'.repeat(end - start) + rest.slice(end), text);

const LEADING = /^\s*/;
// The indentation of the next line stays.
const AT_SPLIT = /^\s*\n|^\s+/;
