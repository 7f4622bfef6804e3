import { CODE_MARKERS, type LeafNode, type TextNode } from './nodes.ts';

/**
 * Nests the nodes between asterisks: `*emphasis*` and `**strong**`. Each can contain the other but not itself, and neither crosses a line
 * break or a code block. An asterisk in a formula, a path, an emoticon, a keycap emoji or a C pointer stays text.
 *
 * @param text the source of `leaves`
 * @returns nodes of which no text node is empty or follows another one
 */
export const parseEmphasis = (text: string, leaves: readonly LeafNode[]): TextNode[] => {
  const builder = new NodeBuilder();
  let end = 0;
  for (const leaf of leaves.flatMap(splitAtDelimiters)) {
    const start = end;
    end += sourceLength(leaf);
    builder.add(leaf);
    if (leaf.type === 'code') builder.breakLine();
    if (leaf.type !== 'text') continue;
    switch (leaf.text) {
      case '\n':
        builder.breakLine();
        break;
      case '(':
        builder.openBracket();
        break;
      case ')':
        builder.closeBracket();
        break;
      case '*':
      case '**': {
        const before = text.slice(Math.max(0, start - 2), start);
        const after = text.slice(end, end + 2);
        const isClosed = canClose(before, after) && builder.close(leaf.text);
        if (!isClosed && canOpen(before, after)) builder.open(leaf.text);
      }
    }
  }
  return mergeText(builder.nodes);
};

const TYPES = { '*': 'emphasis', '**': 'strong' } as const;
type Marker = keyof typeof TYPES;

const splitAtDelimiters = (leaf: LeafNode): LeafNode[] =>
  leaf.type === 'text' ? leaf.text.split(DELIMITERS).map((text) => ({ type: 'text', text })) : [leaf];

// One or two asterisks, no more; line breaks; and brackets, except the mouth of an emoticon.
const DELIMITERS = /((?<!\*)\*{1,2}(?!\*)|(?<![:;=][-']?)[()]|\n)/u;

const sourceLength = ({ type, text }: LeafNode) =>
  text.length + (type === 'inlineCode' || type === 'code' ? 2 * CODE_MARKERS[type].length : 0);

const canOpen = (before: string, after: string) => !NO_WORD_STARTS_AFTER.test(before) && /^[^\s\p{M}]/u.test(after);
const canClose = (before: string, after: string) => /[^\s/\\]$/u.test(before) && !/^[\p{L}\p{M}\p{N}]/u.test(after);

// These two combining marks (M) end an emoji, not a letter.
const NO_WORD_STARTS_AFTER = /[[\p{L}\p{M}\p{N}\/\\\)\]\}]--[\uFE0F\u20E3]]$/v;

interface Opener {
  /** The index of the opening marker in `nodes`. */
  readonly index: number;
  readonly depth: number;
  readonly contentCount: number;
}

/** Collects nodes and nests them. Has at most one opener per marker, so it takes time proportional to the number of nodes. */
class NodeBuilder {
  readonly nodes: TextNode[] = [];
  readonly #openers = new Map<Marker, Opener>();
  /** The number of open brackets: a marker closes at the depth at which it opened. */
  #depth = 0;
  /** The number of nodes that contain more than punctuation. */
  #contentCount = 0;

  add(leaf: LeafNode) {
    this.nodes.push(leaf);
    if (leaf.type !== 'text' || HAS_CONTENT.test(leaf.text)) this.#contentCount += 1;
  }

  /** Makes the node added last, which is this marker, an opener. */
  open(marker: Marker) {
    this.#openers.set(marker, {
      index: this.nodes.length - 1,
      depth: this.#depth,
      contentCount: this.#contentCount,
    });
  }

  /** Nests the nodes between the opener and the node added last, which is this marker. Returns whether there was content to nest. */
  close(marker: Marker): boolean {
    const opener = this.#openers.get(marker);
    if (opener?.depth !== this.#depth) return false;
    this.#openers.delete(marker);
    if (opener.contentCount === this.#contentCount) return false;
    this.#dropOpeners(({ index }) => index > opener.index);
    const children = this.nodes.splice(opener.index).slice(1, -1);
    this.nodes.push({ type: TYPES[marker], children: mergeText(children) });
    return true;
  }

  openBracket() {
    this.#depth += 1;
  }

  closeBracket() {
    this.#depth = Math.max(0, this.#depth - 1);
    this.#dropOpeners(({ depth }) => depth > this.#depth);
  }

  breakLine() {
    this.#depth = 0;
    this.#openers.clear();
  }

  #dropOpeners(isObsolete: (opener: Opener) => boolean) {
    for (const [marker, opener] of this.#openers) if (isObsolete(opener)) this.#openers.delete(marker);
  }
}

const HAS_CONTENT = /[^\s\p{P}$+<=>^`|~]/u;

/** Removes empty text nodes and joins adjacent ones. */
const mergeText = (nodes: readonly TextNode[]): TextNode[] => {
  const merged: TextNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      merged[merged.length - 1] = { ...last, text: last.text + node.text };
    else if (node.type !== 'text' || node.text !== '') merged.push(node);
  }
  return merged;
};
