/** A part of the text that is shown. `info` is what follows the fence of a code block, such as the name of its language. */
export interface LeafNode {
  readonly type: 'text' | 'link' | 'info';
  /** Its source, which is also what is shown. */
  readonly text: string;
}

/** An at sign with letters and digits; see `FoundMention`. */
export interface MentionNode {
  readonly type: 'mention';
  readonly text: string;
  readonly isJoined: boolean;
}

/** A part of the text that is hidden, unless the reader wants to see the source: asterisks, backticks, fences, quote and list markers. */
export interface MarkerNode {
  readonly type: 'marker';
  readonly text: string;
  /** Whether the marker belongs to the node that contains it, to the rest of its line, or to the next character. */
  readonly belongsTo: 'node' | 'line' | 'character';
}

/** A node that contains others. `code` is a code block, `inlineCode` code in a paragraph. */
export interface ContainerNode {
  readonly type:
    | 'paragraph'
    | 'emphasis'
    | 'strong'
    | 'delete'
    | 'inlineCode'
    | 'code'
    | 'blockquote'
    | 'bulletList'
    | 'orderedList'
    | 'listItem';
  readonly children: readonly TextNode[];
  /** The number of an item of an ordered list, as it is shown. */
  readonly value?: number;
  /** What stands after the numbers of an ordered list. */
  readonly delimiter?: '.' | ')';
}

/**
 * A node of the message markup. The types are named as in mdast, where mdast has them. The texts of all leaves and markers, in order, are the
 * source of a node. A line break is shown if it is not in a marker; one at the end of a block has no effect.
 */
export type TextNode = LeafNode | MentionNode | MarkerNode | ContainerNode;

/** The maximum number of nodes around another one. What would be nested deeper is shown as typed. */
export const MAX_DEPTH = 16;

/** Whether a node stands on lines of its own. */
export const isBlock = ({ type }: TextNode): boolean =>
  type === 'code' || type === 'blockquote' || type === 'bulletList' || type === 'orderedList';

/** Returns the source of a node, with its markers. */
export const toSource = (node: TextNode): string =>
  'children' in node ? node.children.map(toSource).join('') : node.text;

/** Returns what is shown of these nodes: their source without markers. */
export const toVisibleText = (nodes: readonly TextNode[]): string =>
  nodes
    .map((node) => ('children' in node ? toVisibleText(node.children) : node.type === 'marker' ? '' : node.text))
    .join('');

/** Appends a node. Leaves out empty text, and joins adjacent text nodes. */
export const appendNode = (nodes: TextNode[], node: TextNode) => {
  const last = nodes.at(-1);
  if (node.type !== 'text') nodes.push(node);
  else if (last?.type === 'text') nodes[nodes.length - 1] = { type: 'text', text: last.text + node.text };
  else if (node.text !== '') nodes.push(node);
};
