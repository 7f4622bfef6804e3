import { foldCase } from './fold-case.ts';
import type { TextNode } from './nodes.ts';
import { parseEmphasis } from './parse-emphasis.ts';
import { parseLeaves } from './parse-leaves.ts';
import { restoreQuoteMarkers, stripQuoteMarkers } from './quote-markers.ts';
import { splitQuotes } from './split-quotes.ts';

/**
 * Parses message markup: links, mentions, code, emphasis and quotes. Every text is valid: a marker without a counterpart stays text. The
 * sources of the nodes, joined, are `text`. Takes time proportional to the length.
 */
export const parseText = (text: string): TextNode[] =>
  splitQuotes(text).flatMap((block) => (block.isQuoted ? parseQuote(block.text) : parseInline(block.text)));

const parseInline = (text: string) => parseEmphasis(text, parseLeaves(text));

/** Parses quoted lines without their markers, so that a code block can span several lines. */
const parseQuote = (text: string): TextNode => ({
  type: 'blockquote',
  children: restoreQuoteMarkers(parseInline(stripQuoteMarkers(text)), text),
});

/** Whether `text` mentions the member with this nickname. Mentions in code, links and quotes do not count. */
export const mentionsMember = (text: string, nickname: string): boolean =>
  text.includes('@') && parseText(text).some((node) => nodeMentions(node, nickname));

/** Whether a mention, as typed (`@Nickname`), refers to this nickname. Ignores case and Unicode normalization. */
export const isMentionOf = (mention: string, nickname: string): boolean =>
  foldCase(mention) === foldCase(`@${nickname}`);

const nodeMentions = (node: TextNode, nickname: string): boolean =>
  'children' in node
    ? node.type !== 'blockquote' && node.children.some((child) => nodeMentions(child, nickname))
    : node.type === 'mention' && isMentionOf(node.text, nickname);
