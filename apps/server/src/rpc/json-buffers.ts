import { PIECE_BYTES } from '../http/connection/end-in-pieces.ts';
import { jsonPieces } from '../runtime/json-pieces.ts';

/**
 * Yields the JSON of a value in buffers of at least `PIECE_BYTES`, except for the last one. Each is made when it is asked for: until then,
 * only the value takes memory. The value must not change meanwhile.
 */
export function* jsonBuffers(value: object): Generator<Buffer> {
  let text = '';
  let length = 0;
  // One item at a time: a few long messages would make a buffer many times as large.
  for (const piece of jsonPieces(value, 1)) {
    text += piece;
    length += Buffer.byteLength(piece);
    if (length < PIECE_BYTES) continue;
    const buffer = Buffer.from(text);
    // Until the generator continues, it would hold the text as well.
    text = '';
    length = 0;
    yield buffer;
  }
  if (text !== '') yield Buffer.from(text);
}
