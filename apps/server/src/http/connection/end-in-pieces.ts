/** Size of a piece in bytes. Smaller ones cost more calls of the operating system. */
export const PIECE_BYTES = 32_768;

/** The number of pieces that the server sends in one turn of the event loop, for all responses together. They take a few ms. */
const PIECES_PER_TURN = 8;

/** What `endInPieces` uses of a `ServerResponse`. */
interface Writable {
  readonly write: (piece: Buffer, done: (error?: Error | null) => void) => unknown;
  readonly end: () => unknown;
}

/**
 * Sends the body of a response in pieces and ends the response. Takes each piece when the operating system has accepted the one before it. So
 * the server holds one piece for a slow client, however long the body is. Stops when the connection is closed.
 *
 * All responses take turns, a few pieces in each turn of the event loop: the operating system accepts megabytes at once, and short responses to
 * others would wait until hundreds of clients have theirs.
 */
export const endInPieces = (response: Writable, pieces: Iterator<Buffer, unknown>) => {
  const writeNext = () => {
    const { done, value } = pieces.next();
    if (done === true) response.end();
    else response.write(value, (error) => error || inTurn(writeNext));
  };
  inTurn(writeNext);
};

/** The next turns send these pieces, in this order. */
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
