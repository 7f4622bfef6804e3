import { backticks, type PlainPiece } from './leaf-nodes.ts';
import type { TextPiece } from './parse-text.ts';

/**
 * The pieces of a text with what stands between asterisks lifted out: `*emphasis*`, `**strong**`, one in the other but neither in itself.
 * An asterisk that means something else, in a formula, a path, a face, a keycap or a pointer of C, stays what it is.
 */
export const withEmphasis = (text: string, plain: readonly PlainPiece[]): TextPiece[] => {
  const lifted = new Lifted();
  let end = 0;
  for (const piece of plain.flatMap(inParts)) {
    const at = end;
    end += lengthOf(piece);
    lifted.add(piece);
    if (piece.type === 'block') lifted.breakLine();
    if (piece.type !== 'words') continue;
    switch (piece.text) {
      case '\n':
        lifted.breakLine();
        break;
      case '(':
        lifted.openBracket();
        break;
      case ')':
        lifted.closeBracket();
        break;
      case '*':
      case '**': {
        const before = text.slice(Math.max(0, at - 2), at);
        const after = text.slice(end, end + 2);
        const isClosed = canClose(before, after) && lifted.close(piece.text);
        if (!isClosed && canOpen(before, after)) lifted.open(piece.text);
      }
    }
  }
  return joined(lifted.pieces);
};

const TYPES = { '*': 'emphasis', '**': 'strong' } as const;
type Mark = keyof typeof TYPES;

const inParts = (piece: PlainPiece): PlainPiece[] =>
  piece.type === 'words' ? piece.text.split(PARTING).map((text) => ({ type: 'words', text })) : [piece];

// One or two asterisks, no more; and brackets that are no face's mouth.
const PARTING = /((?<!\*)\*{1,2}(?!\*)|(?<![:;=][-']?)[()]|\n)/u;

const lengthOf = ({ type, text }: PlainPiece) =>
  text.length + (type === 'code' || type === 'block' ? 2 * backticks[type].length : 0);

const canOpen = (before: string, after: string) => !NO_WORD_BEGINS_AFTER.test(before) && /^[^\s\p{M}]/u.test(after);
const canClose = (before: string, after: string) => /[^\s/\\]$/u.test(before) && !/^[\p{L}\p{M}\p{N}]/u.test(after);

// Of the marks (M) these two end an emoji, not a letter.
const NO_WORD_BEGINS_AFTER = /[[\p{L}\p{M}\p{N}\/\\\)\]\}]--[\uFE0F\u20E3]]$/v;

interface Opened {
  /** Where the opening mark stands among the pieces. */
  readonly place: number;
  readonly depth: number;
  readonly said: number;
}

/** The pieces so far. Each mark is open once at most, so nothing is lifted out more than twice, and all takes time in line with the length. */
class Lifted {
  readonly pieces: TextPiece[] = [];
  readonly #opened = new Map<Mark, Opened>();
  /** How many brackets are open: what opens in one closes in it. */
  #depth = 0;
  /** How many pieces hold more than punctuation. */
  #said = 0;

  add(piece: PlainPiece) {
    this.pieces.push(piece);
    if (piece.type !== 'words' || SAID.test(piece.text)) this.#said += 1;
  }

  /** The mark added last. */
  open(mark: Mark) {
    this.#opened.set(mark, { place: this.pieces.length - 1, depth: this.#depth, said: this.#said });
  }

  /** Lifts out what stands between the mark added last and the one that opened; tells whether there is any. */
  close(mark: Mark): boolean {
    const opened = this.#opened.get(mark);
    if (opened?.depth !== this.#depth) return false;
    this.#opened.delete(mark);
    if (opened.said === this.#said) return false;
    this.#forget(({ place }) => place > opened.place);
    const inside = this.pieces.splice(opened.place).slice(1, -1);
    this.pieces.push({ type: TYPES[mark], pieces: joined(inside) });
    return true;
  }

  openBracket() {
    this.#depth += 1;
  }

  closeBracket() {
    this.#depth = Math.max(0, this.#depth - 1);
    this.#forget(({ depth }) => depth > this.#depth);
  }

  breakLine() {
    this.#depth = 0;
    this.#opened.clear();
  }

  #forget(isOver: (opened: Opened) => boolean) {
    for (const [mark, opened] of this.#opened) if (isOver(opened)) this.#opened.delete(mark);
  }
}

const SAID = /[^\s\p{P}$+<=>^`|~]/u;

/** The same, without empty words, and with words that stand side by side as one. */
const joined = (pieces: readonly TextPiece[]): TextPiece[] => {
  const result: TextPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.type === 'words' && last?.type === 'words')
      result[result.length - 1] = { ...last, text: last.text + piece.text };
    else if (piece.type !== 'words' || piece.text !== '') result.push(piece);
  }
  return result;
};
