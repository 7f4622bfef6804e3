import { fixedLimits } from '@mailroom/shared';
import { toSource, type TextNode } from './nodes.ts';
import { segmentStarts } from '../segment-starts.ts';

/** What a message with too many lines shows while it is folded. */
export interface Fold {
  /** The number of lines of the whole text. */
  readonly lines: number;
  /** The length of the part that stays visible, in UTF-16 units. At least 1. */
  readonly length: number;
}

/** The number of lines that a folded message shows. */
const FOLDED_LINES = 15;

/** The lines that the space around blocks can take in a message of as many lines as it may have. */
const BLOCK_SPACING_LINES = 2;

/** Whether a text can have more lines on the screen than a message may have. A character takes one line at most. */
export const canHaveTooManyLines = (text: string): boolean => text.length > fixedLimits.messageLines;

/** Folds a text after its first lines if its line breaks alone make too many lines. Undefined for any other text. */
export const foldByLineBreaks = (text: string): Fold | undefined => {
  if (!canHaveTooManyLines(text)) return undefined;
  let [lines, length] = [1, text.length];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (lines === FOLDED_LINES) length = Math.max(1, at);
    lines++;
  }
  return lines > fixedLimits.messageLines ? { lines, length } : undefined;
};

/**
 * Folds a text of which the first `shownLength` UTF-16 units took `shownLines` lines on the screen. Undefined if that is not too many. The
 * fold is an estimate: its part can be too high again, but is always shorter.
 */
export const foldByHeight = (
  text: string,
  { shownLength, shownLines }: { shownLength: number; shownLines: number },
): Fold | undefined => {
  if (shownLines <= fixedLimits.messageLines + BLOCK_SPACING_LINES) return undefined;
  const length = Math.floor((shownLength * FOLDED_LINES) / shownLines);
  return { lines: Math.round(shownLines), length: Math.max(1, graphemeStart(text, length)) };
};

/** The index at which the grapheme at `index` starts. */
const graphemeStart = (text: string, index: number) =>
  segmentStarts(text, 'grapheme').findLast((start) => start <= index) ?? index;

/** Returns the nodes of the first `length` UTF-16 units of a text. A link or mention that is cut becomes text. */
export const truncateNodes = (nodes: readonly TextNode[], length: number): TextNode[] => {
  const kept: TextNode[] = [];
  let left = length;
  for (const node of nodes) {
    if (left <= 0) break;
    const size = toSource(node).length;
    kept.push(size <= left ? node : truncateNode(node, left));
    left -= size;
  }
  return kept;
};

const truncateNode = (node: TextNode, length: number): TextNode => {
  if ('children' in node) return { ...node, children: truncateNodes(node.children, length) };
  const text = node.text.slice(0, length);
  return node.type === 'link' || node.type === 'mention' ? { type: 'text', text } : { ...node, text };
};
