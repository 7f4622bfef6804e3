import type { ServerResponse } from 'node:http';

/** Size of a piece in bytes. Smaller ones cost more calls of the operating system. */
export const PIECE_BYTES = 32_768;

/**
 * Sends the body of a response in pieces and ends the response. Takes each piece when the operating system has accepted the one before it. So
 * the server holds one piece for a slow client, however long the body is. Stops when the connection is closed.
 */
export const endInPieces = (response: ServerResponse, pieces: Iterator<Buffer, unknown>) => {
  const writeNext = () => {
    const { done, value } = pieces.next();
    if (done === true) response.end();
    else response.write(value, (error) => error || writeNext());
  };
  writeNext();
};

/** Returns the parts of a buffer of `PIECE_BYTES` each. They share its memory. */
export function* piecesOf(buffer: Buffer): Generator<Buffer> {
  for (let start = 0; start < buffer.length; start += PIECE_BYTES) yield buffer.subarray(start, start + PIECE_BYTES);
}
