/** A node of the message markup that has no children. */
export interface LeafNode {
  /** `inlineCode` is code within a line, `code` a code block, `quoteMarker` the `> ` before a quoted line, `mention` an `@Nickname`. */
  readonly type: 'text' | 'inlineCode' | 'code' | 'link' | 'mention' | 'quoteMarker';
  /** The source text without the markers around it. */
  readonly text: string;
  /** Whether a letter is directly before a mention; see `FoundMention`. */
  readonly isJoined?: boolean;
}

/** A node that contains other nodes. `quotedCode` is a code block in a quote: its children are text and quote markers. */
export interface ContainerNode {
  readonly type: 'emphasis' | 'strong' | 'blockquote' | 'quotedCode';
  readonly children: readonly TextNode[];
}

/** A node of the message markup. The types are named as in mdast, where mdast has them. */
export type TextNode = LeafNode | ContainerNode;

/** The markers before and after code. */
export const CODE_MARKERS = { inlineCode: '`', code: '```' } as const;

/** The markers before and after each kind of node that has them. */
export const MARKERS = { ...CODE_MARKERS, quotedCode: CODE_MARKERS.code, emphasis: '*', strong: '**' } as const;

/** Returns the source of a node, with its markers. */
export const toSource = (node: TextNode): string => {
  switch (node.type) {
    case 'text':
    case 'link':
    case 'mention':
    case 'quoteMarker':
      return node.text;
    case 'inlineCode':
    case 'code':
      return MARKERS[node.type] + node.text + MARKERS[node.type];
    case 'emphasis':
    case 'strong':
    case 'quotedCode':
      return MARKERS[node.type] + node.children.map(toSource).join('') + MARKERS[node.type];
    case 'blockquote':
      return node.children.map(toSource).join('');
  }
};
