import { Line } from './line.ts';
import { appendNode, MAX_DEPTH, toSource, type ContainerNode, type TextNode } from './nodes.ts';
import { parseInline } from './parse-inline.ts';

/**
 * Parses a text into paragraphs, code blocks, quotes and lists, and the paragraphs into their parts.
 *
 * Every line break of the text is a line break. So a line without a marker ends a quote or list, as people expect in a chat: CommonMark would
 * continue it. A single `>`, `-` or fence is text, and so are the blocks of CommonMark that this parser does not know.
 */
export const parseBlocks = (text: string): TextNode[] => {
  const parser = new BlockParser();
  for (const line of text.match(LINES) ?? []) parser.addLine(new Line(line));
  return parser.finish();
};

const LINES = /[^\n]*\n|[^\n]+/g;

type Children = TextNode[];

/** A quote, list or list item that later lines can continue. */
type Container =
  | { readonly type: 'root' | 'blockquote'; readonly children: Children }
  /** `marker`: the bullet of its items, or what stands after their numbers. */
  | { readonly type: 'list'; readonly marker: string; readonly items: Children[]; readonly numbers: number[] }
  /** `indent`: the number of columns by which its lines are indented. */
  | { readonly type: 'listItem'; readonly children: Children; readonly indent: number; isEmpty: boolean };

/** A paragraph that later lines can continue. `markers`: the markers at the start of its lines, by their index in the text. */
interface Paragraph {
  readonly type: 'paragraph';
  text: string;
  readonly markers: { readonly at: number; readonly text: string }[];
}

/** A code block that is not closed yet. */
interface Code {
  readonly type: 'code';
  /** The fence that closes it, or a longer one. */
  readonly fence: string;
  readonly indent: number;
  readonly children: Children;
  hasLines: boolean;
}

class BlockParser {
  readonly #open: Container[] = [{ type: 'root', children: [] }];
  #leaf: Paragraph | Code | undefined;
  /** Blank lines, until the next line decides which block they belong to. */
  #blanks: TextNode[] = [];

  addLine(line: Line) {
    this.#closeTo(this.#continueContainers(line));
    if (this.#leaf?.type === 'code') return this.#addCodeLine(this.#leaf, line);
    while (!line.isBlank && this.#openContainer(line));
    if (line.isBlank) this.#addBlank(line);
    else if (!this.#openCode(line)) this.#addText(line);
  }

  finish(): TextNode[] {
    this.#closeTo(1);
    this.#closeLeaf();
    this.#flushBlanks();
    return this.#children;
  }

  /** The children of the innermost open container. A list has none of its own: those of its last item. */
  get #children(): Children {
    const tip = this.#open.at(-1);
    return (tip?.type === 'list' ? tip.items.at(-1) : tip?.children) ?? [];
  }

  /** Consumes the markers of the open containers. Returns the number of those that the line continues. */
  #continueContainers(line: Line): number {
    for (const [depth, container] of this.#open.entries()) {
      if (container.type === 'blockquote') {
        if (!line.continuesQuote()) return depth;
        line.consumeQuoteMarker();
      } else if (container.type === 'listItem') {
        if (line.isBlank ? container.isEmpty : line.indent < container.indent) return depth;
        line.consumeIndent(container.indent);
      }
    }
    return this.#open.length;
  }

  /** Starts a quote or list item if the line does. */
  #openContainer(line: Line): boolean {
    if (this.#open.length > MAX_DEPTH) return false;
    if (line.startsQuote()) {
      this.#startBlock();
      line.consumeQuoteMarker();
      this.#open.push({ type: 'blockquote', children: [] });
      return true;
    }
    const item = line.listItem();
    if (!item) return false;
    const { marker, number = 0, width, indent, isEmpty } = item;
    const tip = this.#open.at(-1);
    let list = tip?.type === 'list' && tip.marker === marker ? tip : undefined;
    if (list) this.#flushBlanks();
    else {
      // A sentence that begins with a number, such as a year, does not interrupt a paragraph.
      if (isEmpty || (this.#leaf?.type === 'paragraph' && number > 1)) return false;
      this.#startBlock();
      list = { type: 'list', marker, items: [], numbers: [] };
      this.#open.push(list);
    }
    list.numbers.push(number);
    line.consume(width);
    this.#open.push({ type: 'listItem', children: [], indent, isEmpty });
    return true;
  }

  #openCode(line: Line): boolean {
    const opening = line.codeFence();
    if (!opening) return false;
    this.#startBlock();
    this.#addMarker(this.#children, line);
    const { before, info, after, fence, indent } = opening;
    const children: Children = [
      { type: 'marker', text: before, belongsTo: 'node' },
      ...(info === '' ? [] : [{ type: 'info', text: info } as const]),
      { type: 'marker', text: after, belongsTo: 'node' },
    ];
    this.#leaf = { type: 'code', fence, indent, children, hasLines: false };
    return true;
  }

  #addCodeLine(code: Code, line: Line) {
    if (line.closesCode(code.fence)) {
      code.children.push({ type: 'marker', text: line.takeAll(), belongsTo: 'node' });
      this.#children.push({ type: 'code', children: code.children });
      this.#leaf = undefined;
      return;
    }
    line.consumeIndent(Math.min(line.indent, code.indent));
    this.#addMarker(code.children, line);
    appendNode(code.children, { type: 'text', text: line.takeAll() });
    code.hasLines = true;
  }

  #addBlank(line: Line) {
    this.#closeLeaf();
    this.#addMarker(this.#blanks, line);
    appendNode(this.#blanks, { type: 'text', text: line.takeAll() });
    const tip = this.#open.at(-1);
    if (tip?.type === 'listItem' && tip.isEmpty) this.#flushBlanks();
  }

  #addText(line: Line) {
    if (this.#leaf?.type === 'paragraph') {
      this.#leaf.markers.push({ at: this.#leaf.text.length, text: line.takeMarker() });
      this.#leaf.text += line.takeAll();
      return;
    }
    this.#startBlock();
    this.#addMarker(this.#children, line);
    this.#leaf = { type: 'paragraph', text: line.takeAll(), markers: [] };
  }

  #addMarker(nodes: Children, line: Line) {
    const text = line.takeMarker();
    if (text !== '') nodes.push({ type: 'marker', text, belongsTo: 'line' });
  }

  /** Ends what a new block follows: the paragraph, and the list of which it is not an item. */
  #startBlock() {
    this.#closeLeaf();
    const tip = this.#open.at(-1);
    if (tip?.type === 'list') this.#closeTo(this.#open.length - 1);
    if (tip?.type === 'listItem') tip.isEmpty = false;
    this.#flushBlanks();
  }

  /** Closes all open containers but the first `depth`, and what is open in them. */
  #closeTo(depth: number) {
    while (this.#open.length > depth) {
      this.#closeLeaf();
      if (this.#open.at(-1)?.type === 'blockquote') this.#flushBlanks();
      const closed = this.#open.pop();
      const parent = this.#open.at(-1);
      if (closed?.type === 'listItem' && parent?.type === 'list') parent.items.push(closed.children);
      else if (closed?.type === 'list') this.#children.push(listNode(closed));
      else if (closed?.type === 'blockquote') this.#children.push({ type: 'blockquote', children: closed.children });
    }
  }

  #closeLeaf() {
    const leaf = this.#leaf;
    this.#leaf = undefined;
    if (leaf?.type === 'paragraph') {
      this.#children.push({ type: 'paragraph', children: insertMarkers(parseInline(leaf.text), leaf.markers) });
    } else if (leaf?.hasLines) this.#children.push({ type: 'code', children: leaf.children });
    // A fence without code is text.
    else if (leaf)
      this.#children.push({ type: 'paragraph', children: parseInline(leaf.children.map(toSource).join('')) });
  }

  #flushBlanks() {
    for (const node of this.#blanks) appendNode(this.#children, node);
    this.#blanks = [];
  }
}

/** The items of an ordered list have the numbers that were typed. If these are all the same, the items are counted. */
const listNode = ({ marker, items, numbers }: Extract<Container, { type: 'list' }>): ContainerNode => {
  if (marker !== '.' && marker !== ')')
    return { type: 'bulletList', children: items.map((children) => ({ type: 'listItem', children })) };
  const [first = 0] = numbers;
  const isCounted = numbers.every((number) => number === first);
  return {
    type: 'orderedList',
    delimiter: marker,
    children: items.map((children, index) => ({
      type: 'listItem',
      children,
      value: isCounted ? first + index : (numbers[index] ?? 0),
    })),
  };
};

/** Inserts markers into the nodes of a text, each after the line break at `at - 1`. */
const insertMarkers = (nodes: readonly TextNode[], markers: Paragraph['markers']): TextNode[] => {
  const pending = markers.filter(({ text }) => text !== '').values();
  let marker = pending.next().value;
  let end = 0;
  const insert = (node: TextNode): TextNode[] => {
    if ('children' in node) return [{ ...node, children: node.children.flatMap(insert) }];
    const start = end;
    end += node.text.length;
    const parts: TextNode[] = [];
    let from = start;
    for (; marker && marker.at <= end; marker = pending.next().value) {
      const text = node.text.slice(from - start, marker.at - start);
      parts.push({ ...node, text }, { type: 'marker', text: marker.text, belongsTo: 'line' });
      from = marker.at;
    }
    return from < end ? [...parts, { ...node, text: node.text.slice(from - start) }] : parts;
  };
  return nodes.flatMap(insert);
};
