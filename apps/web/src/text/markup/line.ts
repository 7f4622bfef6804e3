/** A line of which a block parser consumes the markers at the start, one after the other. */
export class Line {
  readonly #text: string;
  /** The index of the first character that is not consumed, and its column. */
  #at = 0;
  #column = 0;
  /** The index of the first character that was not taken. */
  #taken = 0;

  /** @param text the line with its line break, if it has one */
  constructor(text: string) {
    this.#text = text;
  }

  get isBlank(): boolean {
    return this.#rest.trim() === '';
  }

  /** The number of columns before the first character that is not consumed and no white space. */
  get indent(): number {
    let [at, column] = [this.#at, this.#column];
    for (; isSpace(this.#text.charAt(at)); at += 1) column = columnAfter(this.#text.charAt(at), column);
    return column - this.#column;
  }

  /** Whether a quote starts here: `> ` with text after it. An emoticon such as >:( starts none. */
  startsQuote(): boolean {
    return /^ {0,3}>(?:[ \t]*>)*[ \t]+\S/.test(this.#rest);
  }

  continuesQuote(): boolean {
    return /^ {0,3}>(?:[\s>]|$)/.test(this.#rest);
  }

  consumeQuoteMarker() {
    this.consume(/^ *>[ \t]?/.exec(this.#rest)?.[0].length ?? 0);
  }

  /** The list item that starts here. */
  listItem(): ListItem | undefined {
    const [marker = '', bullet, number, delimiter = ''] = LIST_MARKER.exec(this.#rest) ?? [];
    if (marker === '' || THEMATIC_BREAK.test(this.#rest)) return undefined;
    const [padding = '', next] = /^[ \t]*(\S?)/.exec(this.#rest.slice(marker.length)) ?? [];
    const isEmpty = next === '';
    const spaces = padding.length - (next?.length ?? 0);
    const start = new Line(this.#text);
    start.#at = this.#at + marker.length;
    start.#column = this.#column + marker.length;
    // More than four columns are the indentation of the text.
    const isIndented = start.indent > 4;
    const columns = isEmpty || isIndented ? 1 : start.indent;
    return {
      marker: bullet ?? delimiter,
      number: number === undefined ? undefined : Number(number),
      width: marker.length + (isIndented ? 1 : spaces),
      indent: marker.length + columns,
      isEmpty,
    };
  }

  /** The parts of the opening fence of a code block, if this is one. */
  codeFence(): CodeFence | undefined {
    const [, before = '', spaces = '', fence = '', info = '', after = ''] = CODE_FENCE.exec(this.#rest) ?? [];
    return fence === '' ? undefined : { before, info, after, fence, indent: spaces.length };
  }

  /** Whether the line is a fence that closes the code block with this opening fence. */
  closesCode(fence: string): boolean {
    const [, closing = ''] = /^ {0,3}(`+|~+)\s*$/.exec(this.#rest) ?? [];
    return closing.startsWith(fence);
  }

  /** Consumes as many columns of white space, if there are so many. */
  consumeIndent(columns: number) {
    const end = this.#column + columns;
    while (this.#column < end && isSpace(this.#text.charAt(this.#at))) this.consume(1);
  }

  /** Consumes this number of UTF-16 units. */
  consume(length: number) {
    for (const character of this.#text.slice(this.#at, this.#at + length))
      this.#column = columnAfter(character, this.#column);
    this.#at += length;
  }

  /** Takes what was consumed and not taken yet. */
  takeMarker(): string {
    const marker = this.#text.slice(this.#taken, this.#at);
    this.#taken = this.#at;
    return marker;
  }

  /** Takes all that was not taken yet. */
  takeAll(): string {
    this.#at = this.#text.length;
    return this.takeMarker();
  }

  get #rest(): string {
    return this.#text.slice(this.#at);
  }
}

interface ListItem {
  /** The bullet, or what stands after the number. */
  readonly marker: string;
  /** Undefined after a bullet. */
  readonly number: number | undefined;
  /** The length of the marker with the spaces around it, in UTF-16 units. */
  readonly width: number;
  /** The number of columns by which further lines of the item are indented. */
  readonly indent: number;
  /** Whether there is no text after the marker. */
  readonly isEmpty: boolean;
}

interface CodeFence {
  /** The fence with the spaces around it. */
  readonly before: string;
  readonly info: string;
  /** The rest of the line. */
  readonly after: string;
  readonly fence: string;
  /** The number of spaces before it. */
  readonly indent: number;
}

const isSpace = (character: string) => character === ' ' || character === '\t';

const TAB_WIDTH = 4;
const columnAfter = (character: string, column: number) =>
  character === '\t' ? column + TAB_WIDTH - (column % TAB_WIDTH) : column + 1;

const LIST_MARKER = /^ {0,3}(?:([-+*])|(\d{1,9})([.)]))(?=\s|$)/;
// A line of three or more, such as * * *, is not a list in lists.
const THEMATIC_BREAK = /^ {0,3}([-*])(?:[ \t]*\1){2,}\s*$/;
// The text after a fence of backticks contains none, so that code in a line is not a block.
const CODE_FENCE = /^(( {0,3})(`{3,}(?![^\n]*`)|~{3,})[ \t]*)((?:\S(?:.*\S)?)?)(\s*)$/s;
