import { toVisibleText, type TextNode } from './nodes.ts';
import { parseText } from './parse-text.ts';

/**
 * Returns a text without the markers of its markup, for places that show or read out plain text. Quotes are put in quotation marks, and list
 * items keep a bullet or their number.
 */
export const textWithoutMarkers = (text: string): string => parseText(text).map(plainText).join('');

const plainText = (node: TextNode): string => {
  if (!('children' in node)) return toVisibleText([node]);
  const content = node.children.map(plainText).join('');
  if (node.type === 'blockquote') return `“${content.trimEnd()}”${content.slice(content.trimEnd().length)}`;
  if (node.type === 'listItem') return `${node.value === undefined ? '•' : `${node.value}.`} ${content}`;
  return content;
};
