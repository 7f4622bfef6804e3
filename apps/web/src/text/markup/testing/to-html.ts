import { toVisibleText, type ContainerNode, type TextNode } from '../nodes.ts';

/**
 * Renders nodes as the reference implementation of CommonMark does, for its examples only: the page never makes HTML from a text.
 *
 * Leaves out what the page shows in another way: the paragraphs in lists, and the white space around lines and in code, which stays as typed.
 */
export const toHtml = (nodes: readonly TextNode[]): string => nodes.map(nodeToHtml).join('');

/** Brings the HTML of an example into the form of `toHtml`. */
export const comparableHtml = (html: string): string => {
  let depth = 0;
  return html
    .split(/(<\/?(?:ul|ol)\b[^>]*>)/)
    .map((part) => {
      if (/^<[uo]l/.test(part)) depth += 1;
      if (/^<\/[uo]l/.test(part)) depth -= 1;
      return depth > 0 ? part.replaceAll(/<\/?p>/g, '\n') : part;
    })
    .join('')
    .replaceAll('<br />', '')
    .split(/(<pre>.*?<\/pre>|<code>.*?<\/code>)/s)
    .map((part, index) => (index % 2 === 0 ? collapse(part) : part))
    .join('');
};

/** Removes line breaks beside tags of blocks and beside others, and spaces around lines. */
const collapse = (html: string) =>
  html
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/^\n|\n$/g, '')
    .replaceAll(/\s*(<\/?(?:p|ul|ol|li|blockquote)\b[^>]*>)\s*/g, '$1');

const nodeToHtml = (node: TextNode): string => {
  if (!('children' in node)) return node.type === 'marker' || node.type === 'info' ? '' : escapeHtml(node.text);
  switch (node.type) {
    case 'code': {
      const info = node.children.find(({ type }) => type === 'info');
      const [language] = info ? toVisibleText([info]).split(/\s/) : [];
      const code = toHtml(node.children).replace(/(?<=[^\n])$/, '\n');
      return `<pre><code${language === undefined ? '' : ` class="language-${language}"`}>${code}</code></pre>`;
    }
    case 'inlineCode':
      return `<code>${toHtml(node.children).replaceAll('\n', ' ')}</code>`;
    case 'orderedList': {
      const start = (node.children[0] as ContainerNode | undefined)?.value;
      return `<ol${start === 1 ? '' : ` start="${start}"`}>${toHtml(node.children)}</ol>`;
    }
    case 'paragraph':
    case 'emphasis':
    case 'strong':
    case 'delete':
    case 'blockquote':
    case 'bulletList':
    case 'listItem':
      return `<${TAGS[node.type]}>${toHtml(node.children)}</${TAGS[node.type]}>`;
  }
};

const TAGS = {
  paragraph: 'p',
  emphasis: 'em',
  strong: 'strong',
  delete: 'del',
  blockquote: 'blockquote',
  bulletList: 'ul',
  listItem: 'li',
} as const;

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
