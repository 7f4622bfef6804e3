import { toSource, type TextNode } from './nodes.ts';
import { parseText } from './parse-text.ts';

/**
 * Whether a character of a text that is being typed is in code or in an address. What follows an opening backtick in the same paragraph is code,
 * although its end is not typed yet.
 *
 * @param text the text up to the caret
 * @param index the index of the character, in UTF-16 units
 */
export const isInCodeOrLink = (text: string, index: number): boolean =>
  possibleEnds(text.slice(0, index)).some((end) => isLiteralAt(parseText(text + end), index));

/** The texts that can close a code span: none is needed if no span is open, otherwise as many backticks as an earlier run has. */
const possibleEnds = (before: string): string[] => ['', ...new Set(before.match(/`+/g))];

/** Whether the character is in a node whose text is neither prose nor markup. */
const isLiteralAt = (nodes: readonly TextNode[], index: number): boolean => {
  let end = 0;
  for (const node of nodes) {
    const start = end;
    end += toSource(node).length;
    if (index >= end) continue;
    return LITERAL.has(node.type) || ('children' in node && isLiteralAt(node.children, index - start));
  }
  return false;
};

const LITERAL: ReadonlySet<TextNode['type']> = new Set(['code', 'inlineCode', 'link']);
