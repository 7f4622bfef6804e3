import { isMentionOf, mentionAt, type Members } from './mentions.ts';
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
export const mentionsMember = (text: string, nickname: string, members: Members): boolean =>
  canMention(text) && parseText(text).some((node) => nodeMentions(node, nickname, members));

/** Whether a text can contain a mention. */
export const canMention = (text: string): boolean => /[@＠]/.test(text);

const nodeMentions = (node: TextNode, nickname: string, members: Members): boolean => {
  if ('children' in node)
    return node.type !== 'blockquote' && node.children.some((child) => nodeMentions(child, nickname, members));
  const mention = node.type === 'mention' ? mentionAt(node, members) : undefined;
  return mention !== undefined && isMentionOf(mention, nickname);
};
