import { setImmediate as nextTick } from 'node:timers/promises';
import { jsonPieces } from '../runtime/json-pieces.ts';
import type { JournalDatabase } from './journal-database.ts';
import type { State } from './journal.ts';

/** The longest time that writing a state takes in one tick, in ms. */
const SLICE_MS = 5;
/** So much of a state is written at least for each code unit that is appended meanwhile. A state of 16 MiB ends before 8 MiB are appended. */
const WRITTEN_PER_APPENDED = 2;
/** The least length of a row of a state, in UTF-16 code units. The last row may be shorter. */
const PART_LENGTH = 65_536;
/** Items of a list that one step of writing a state serializes. */
const ITEMS_PER_STEP = 32;

/** Writes a state at once, and deletes what it replaces. */
export const writeState = (database: JournalDatabase, state: State) => {
  for (const _ of stateSteps(database, state));
};

/**
 * Writes a state in slices of some ms, and deletes what it replaces. Texts can be appended meanwhile. `appendedLength` returns the length of
 * those since the call: a slice takes longer if it would fall behind, so that the file does not grow without a bound on a busy machine.
 */
export const writeStateInSlices = async (database: JournalDatabase, state: State, appendedLength: () => number) => {
  let startedAt = performance.now();
  for (const writtenLength of stateSteps(database, state)) {
    const isBehind = writtenLength < WRITTEN_PER_APPENDED * appendedLength();
    if (isBehind || performance.now() - startedAt < SLICE_MS) continue;
    await nextTick();
    startedAt = performance.now();
  }
};

/**
 * Yields after each step, which takes a few ms at most, the length of what it has written so far. When only deletions are left, that is
 * `Infinity`: each step deletes more than a tick appends.
 */
function* stateSteps(database: JournalDatabase, state: State): Generator<number> {
  const writing = database.beginState();
  let part = '';
  let written = 0;
  for (const piece of jsonPieces(state, ITEMS_PER_STEP)) {
    part += piece;
    written += piece.length;
    if (part.length >= PART_LENGTH) {
      writing.add(part);
      part = '';
    }
    yield written;
  }
  writing.add(part);
  writing.finish();
  while (database.deleteObsolete()) yield Infinity;
  database.checkpoint();
}
