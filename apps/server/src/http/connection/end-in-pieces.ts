import type { ServerResponse } from 'node:http';

/** Size of a piece in bytes. Smaller ones cost more calls of the operating system. */
export const PIECE_BYTES = 32_768;

/** The pieces that are sent in one turn of the event loop, for all responses together: what takes a few milliseconds. */
const PIECES_PER_TURN = 8;

/**
 * Sends the body of a response in pieces and ends the response. Takes each piece when the operating system has accepted the one before it. So
 * the server holds one piece for a slow client, however long the body is. Stops when the connection is closed.
 *
 * All responses take turns, a few pieces in each turn of the event loop: the operating system accepts megabytes at once, and short responses to
 * others would wait until hundreds of clients have theirs.
 */
export const endInPieces = (response: ServerResponse, pieces: Iterator<Buffer, unknown>) => {
  const writeNext = () => {
    const { done, value } = pieces.next();
    if (done === true) response.end();
    else response.write(value, (error) => error || inTurn(writeNext));
  };
  inTurn(writeNext);
};

/** What is to be sent in the next turns, in this order. */
const waiting: (() => void)[] = [];
let sentInThisTurn = 0;
let isTurnScheduled = false;

/** Calls `send` now, or in one of the next turns of the event loop if this one has sent enough. */
const inTurn = (send: () => void) => {
  if (sentInThisTurn < PIECES_PER_TURN) {
    sentInThisTurn++;
    send();
  } else waiting.push(send);
  if (isTurnScheduled) return;
  isTurnScheduled = true;
  setImmediate(nextTurn);
};

const nextTurn = () => {
  isTurnScheduled = false;
  sentInThisTurn = 0;
  for (const send of waiting.splice(0, PIECES_PER_TURN)) inTurn(send);
};

/** Returns the parts of a buffer of `PIECE_BYTES` each. They share its memory. */
export function* piecesOf(buffer: Buffer): Generator<Buffer> {
  for (let start = 0; start < buffer.length; start += PIECE_BYTES) yield buffer.subarray(start, start + PIECE_BYTES);
}
