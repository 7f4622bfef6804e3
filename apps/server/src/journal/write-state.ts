import { setImmediate as nextTick } from 'node:timers/promises';
import { jsonPieces } from '../runtime/json-pieces.ts';
import type { JournalDatabase } from './journal-database.ts';
import type { State } from './journal.ts';

/** The longest time that writing a state takes in one tick, in ms. */
const SLICE_MS = 5;
/** The least length of a row of a state, in UTF-16 code units. The last row may be shorter. */
const PART_LENGTH = 65_536;
/** Items of a list that one step of writing a state serializes. */
const ITEMS_PER_STEP = 32;

/** Writes a state at once, and deletes what it replaces. */
export const writeState = (database: JournalDatabase, state: State) => {
  for (const _ of stateSteps(database, state));
};

/** Writes a state in slices of some ms, and deletes what it replaces. Texts can be appended meanwhile. */
export const writeStateInSlices = async (database: JournalDatabase, state: State) => {
  let startedAt = performance.now();
  for (const _ of stateSteps(database, state)) {
    if (performance.now() - startedAt < SLICE_MS) continue;
    await nextTick();
    startedAt = performance.now();
  }
};

/** Yields after each step, which takes a few ms at most. */
function* stateSteps(database: JournalDatabase, state: State): Generator<void> {
  const writing = database.beginState();
  let part = '';
  for (const piece of jsonPieces(state, ITEMS_PER_STEP)) {
    part += piece;
    if (part.length >= PART_LENGTH) {
      writing.add(part);
      part = '';
    }
    yield;
  }
  writing.add(part);
  writing.finish();
  while (database.deleteObsolete()) yield;
  database.checkpoint();
}
