import { PIECE_BYTES } from '../http/connection/end-in-pieces.ts';

/**
 * Serializes a value in pieces of at least `PIECE_BYTES`, except for the last one. All of them together are what JSON.stringify returns.
 * Each piece is made when it is asked for: until then, only the value takes memory. The value must not change meanwhile.
 */
export function* jsonPieces(value: object): Generator<Buffer> {
  let piece = '';
  let length = 0;
  for (const fragment of fragmentsOf(value)) {
    piece += fragment;
    length += Buffer.byteLength(fragment);
    if (length < PIECE_BYTES) continue;
    const bytes = Buffer.from(piece);
    // Until the generator goes on, it would hold the text as well.
    piece = '';
    length = 0;
    yield bytes;
  }
  if (piece !== '') yield Buffer.from(piece);
}

function* fragmentsOf(value: unknown): Generator<string> {
  if (Array.isArray(value)) yield* listFragments(value);
  else if (typeof value === 'object' && value !== null) yield* objectFragments(value);
  else yield JSON.stringify(value);
}

function* listFragments(list: readonly unknown[]): Generator<string> {
  let separator = '[';
  for (const item of list) {
    yield `${separator}${JSON.stringify(item ?? null)}`;
    separator = ',';
  }
  yield list.length === 0 ? '[]' : ']';
}

function* objectFragments(value: object): Generator<string> {
  let separator = '{';
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    yield* fragmentsOf(field);
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
}
