import { setImmediate as nextTick } from 'node:timers/promises';
import { jsonPieces } from '../runtime/json-pieces.ts';
import type { JournalDatabase } from './journal-database.ts';
import type { State } from './journal.ts';

/** The longest time that writing a state takes in one tick, in ms. */
const SLICE_MS = 5;
/**
 * What is written and deleted for each code unit that is appended meanwhile, at least. A state of 16 MiB that replaces as much is complete before
 * 16 MiB are appended.
 */
const DONE_PER_APPENDED = 2;
/** The least length of a row of a state, in UTF-16 code units. The last row may be shorter. */
const PART_LENGTH = 65_536;
/** Items of a list that one step of writing a state serializes. */
const ITEMS_PER_STEP = 32;

/** Writes a state at once, and deletes what it replaces. */
export const writeState = (database: JournalDatabase, state: State) => {
  for (const _ of stateSteps(database, state));
};

/**
 * Writes a state in slices of some ms, and deletes what it replaces. Texts can be appended meanwhile: `appendedLength` returns their length so
 * far. A slice takes longer if this would otherwise fall behind, so that the file does not grow without a bound on a busy machine.
 */
export const writeStateInSlices = async (database: JournalDatabase, state: State, appendedLength: () => number) => {
  let startedAt = performance.now();
  for (const doneLength of stateSteps(database, state)) {
    const isBehind = doneLength < DONE_PER_APPENDED * appendedLength();
    if (isBehind || performance.now() - startedAt < SLICE_MS) continue;
    await nextTick();
    startedAt = performance.now();
  }
};

/** Yields after each step, which takes a few ms at most, the length of what it has written and deleted so far. */
function* stateSteps(database: JournalDatabase, state: State): Generator<number> {
  const writing = database.beginState();
  let part = '';
  let done = 0;
  for (const piece of jsonPieces(state, ITEMS_PER_STEP)) {
    part += piece;
    done += piece.length;
    if (part.length >= PART_LENGTH) {
      writing.add(part);
      part = '';
    }
    yield done;
  }
  writing.add(part);
  writing.finish();
  for (let deleted = database.deleteObsolete(); deleted !== undefined; deleted = database.deleteObsolete()) {
    done += deleted;
    yield done;
  }
  database.checkpoint();
}
