import { codePoints, messageTextSchema } from '@mailroom/shared';
import { actionIn } from './me-action.ts';
import { backticks, codeApart } from './leaf-nodes.ts';
import { seamIn } from './split-point.ts';
import { asTyped } from './parse-text.ts';

/** From this limit on, in code points, there is room for marks that the text did not have. */
const ROOM_FOR_MARKS = 32;
const OPENING = `${backticks.block}\n`;
const CLOSING = `\n${backticks.block}`;

/**
 * A text as the room keeps it, in messages of at most `limit` code points. Put together again they are the text, but for what nobody
 * sees at the seams, and for the marks that close and open again a block of code too long for one message.
 */
export const splitText = (text: string, limit: number): string[] => {
  const messages: string[] = [];
  let rest = text;
  while (codePoints(rest) > limit) {
    const [message, after] = split(rest, limit);
    messages.push(message);
    rest = after;
  }
  return [...messages, rest].filter(isVisible);
};

const split = (text: string, limit: number): [message: string, rest: string] => {
  const most = lengthOf(text, limit);
  const blocks = blocksIn(text);
  const torn = blocks.find(({ start, end }) => start < most && end > most);
  const isFirst = torn && !isVisible(text.slice(0, torn.start));
  if (isFirst && limit >= ROOM_FOR_MARKS) return splitCode(text.slice(torn.start), limit);
  const whole = blocks.filter(({ end }) => end <= most);
  const leading = LEADING.exec(text)?.[0].length ?? 0;
  const best = torn && !isFirst ? torn.start : seamIn(covered(text, whole), { least: leading, most });
  // Where there is none, white space at the begin may have been in the way.
  const seam = best ?? (leading || most);
  const rest = text.slice(seam).replace(AT_SEAM, '');
  // What goes on after a seam is no action of its own.
  const isAction = limit >= ROOM_FOR_MARKS && actionIn(rest) !== undefined;
  return [text.slice(0, seam).trimEnd(), isAction ? ` ${rest}` : rest];
};

/** Takes a text apart that begins with a block of code, which is closed and opened again. */
const splitCode = (text: string, limit: number): [message: string, rest: string] => {
  const most = lengthOf(text, limit - CLOSING.length);
  const seam = seamIn(text, { least: OPENING.length, most }) ?? most;
  return [text.slice(0, seam) + CLOSING, OPENING + text.slice(seam).replace(/^\n/, '')];
};

const isVisible = (text: string) => messageTextSchema(0).safeParse(text).success;

/** So many code points from the start, in UTF-16 units. */
const lengthOf = (text: string, points: number) => {
  let length = 0;
  let left = points;
  for (const point of text) {
    if (left-- === 0) break;
    length += point.length;
  }
  return length;
};

interface Span {
  readonly start: number;
  readonly end: number;
}

const blocksIn = (text: string): Span[] => {
  const blocks: Span[] = [];
  let end = 0;
  for (const piece of codeApart(text)) {
    const start = end;
    end += asTyped(piece).length;
    if (piece.type === 'block') blocks.push({ start, end });
  }
  return blocks;
};

/** The text with these covered by something as long that nobody would take apart. */
const covered = (text: string, spans: readonly Span[]) =>
  spans.reduce((rest, { start, end }) => rest.slice(0, start) + 'x'.repeat(end - start) + rest.slice(end), text);

const LEADING = /^\s*/;
// What stands at the begin of a line stays there.
const AT_SEAM = /^\s*\n|^\s+/;
