import { findLinks } from './find-links.ts';
import { findMentions } from './mentions.ts';
import { CODE_MARKERS, type LeafNode } from './nodes.ts';

/**
 * Splits a text into leaf nodes: text, code, links and mentions. Code contains no other node, and a link contains no mention. Text nodes
 * may be empty. The sources of the nodes, joined, are `text`.
 */
export const parseLeaves = (text: string): LeafNode[] =>
  splitCode(text)
    .flatMap((leaf) => (leaf.type === 'text' ? splitAt(leaf.text, 'link', findLinks(leaf.text)) : leaf))
    .flatMap((leaf) => (leaf.type === 'text' ? splitAt(leaf.text, 'mention', findMentions(leaf.text)) : leaf));

/** Splits a text into text nodes, which may be empty, and code. The sources of the nodes, joined, are `text`. */
export const splitCode = (text: string): LeafNode[] => {
  // Even indices hold text, odd ones the backticks between.
  const parts = text.split(BACKTICKS);
  const closing = closingBackticks(parts);
  const leaves: LeafNode[] = [];
  let pending = '';
  for (let index = 0; index < parts.length; index += 1) {
    const closedAt = closing[index];
    if (closedAt === undefined) {
      pending += parts[index] ?? '';
    } else {
      const type = parts[index] === CODE_MARKERS.code ? 'code' : 'inlineCode';
      leaves.push({ type: 'text', text: pending }, { type, text: parts.slice(index + 1, closedAt).join('') });
      pending = '';
      index = closedAt;
    }
  }
  return [...leaves, { type: 'text', text: pending }];
};

const BACKTICKS = /(?<!`)(`{3}|`)(?!`)/u;

/** Returns, for the index of each opening marker, the index of its closing one. Inline code ends within its line. */
const closingBackticks = (parts: readonly string[]) => {
  const closing: (number | undefined)[] = [];
  const next = new Map<string, number>();
  for (let index = parts.length - 2; index > 0; index -= 2) {
    const marker = parts[index] ?? '';
    if (parts[index + 1]?.includes('\n')) next.delete(CODE_MARKERS.inlineCode);
    closing[index] = next.get(marker);
    next.set(marker, index);
  }
  return closing;
};

interface Match {
  readonly index: number;
  readonly text: string;
  readonly isJoined?: boolean;
}

const splitAt = (text: string, type: 'link' | 'mention', matches: readonly Match[]): LeafNode[] => {
  const leaves: LeafNode[] = [];
  let end = 0;
  for (const match of matches) {
    const { index, ...leaf } = match;
    leaves.push({ type: 'text', text: text.slice(end, index) }, { type, ...leaf });
    end = index + leaf.text.length;
  }
  return [...leaves, { type: 'text', text: text.slice(end) }];
};
