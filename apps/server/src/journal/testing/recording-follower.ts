import type { RoomState } from '../../chat/room-state.ts';
import { JOURNAL_VERSION, type Entry, type Follower, type State } from '../journal.ts';

/** The state of a simple room: the texts that were sent, and the number of its epoch. */
interface TextsState {
  readonly texts: readonly string[];
  readonly epoch: number;
}

/** A follower that records the entries and states that it gets. */
export class RecordingFollower implements Follower {
  /** The texts of all messages so far. Other commands are recorded by their type. */
  texts: string[] = [];
  epoch = 0;
  /** The size of each batch of entries. */
  readonly batches: number[] = [];
  adopted = 0;

  follow(entries: readonly Entry[]) {
    this.batches.push(entries.length);
    for (const { command } of entries) this.texts.push(command.type === 'send' ? command.text : command.type);
  }

  adopt(state: State) {
    this.adopted++;
    // A journal does not read the state of a room, so this room may have another one.
    const { texts, epoch } = state.room as unknown as TextsState;
    this.texts = [...texts];
    this.epoch = epoch;
  }

  renewEpoch() {
    this.epoch++;
  }

  state(): State {
    const room: TextsState = { texts: [...this.texts], epoch: this.epoch };
    // The cast hides the other type of the state, which only `adopt` reads again.
    return { v: JOURNAL_VERSION, t: this.texts.length, marks: {}, room: room as unknown as RoomState };
  }
}

let entries = 0;

/** An entry that sends a text. */
export const entryOf = (text: string): Entry => ({
  v: JOURNAL_VERSION,
  by: 'run',
  n: ++entries,
  at: 0,
  t: 0,
  command: { type: 'send', sessionId: 'id', text, mutationId: text },
});

/** An entry that deletes a message. */
export const deletion = (): Entry => ({
  ...entryOf(''),
  command: { type: 'delete', sessionId: 'id', targetMutationId: '', mutationId: '' },
});
