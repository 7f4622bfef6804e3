import { parseBlocks } from './parse-blocks.ts';
import { isMentionOf, mentionAt, type Members } from '../mentions.ts';
import type { TextNode } from './nodes.ts';

/**
 * Parses message markup: links, mentions, and the part of CommonMark that docs/decisions/030-markup.md lists. Every text is valid: a marker
 * without a counterpart is text. The sources of the nodes, joined, are `text`. Takes time proportional to the length.
 */
export const parseText = (text: string): TextNode[] => {
  if (text === '') return [];
  return CAN_HAVE_MARKUP.test(text) ? parseBlocks(text) : [{ type: 'text', text }];
};

// Most messages have none of these.
const CAN_HAVE_MARKUP = /[*_~`\\@＠>]|:\/\/|^ {0,3}(?:[-+]|\d{1,9}[.)])(?:\s|$)/m;

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
