import type { RoomState } from '../../chat/room-state.ts';
import { JOURNAL_VERSION, type Entry, type Follower, type State } from '../journal.ts';

/** A room that is nothing but the list of the texts that were sent, and the number of its epoch. */
interface TextsState {
  readonly texts: readonly string[];
  readonly epoch: number;
}

/** A follower that records what it is told. */
export class RecordingFollower implements Follower {
  /** All texts that were ever sent, as far as this follower knows. */
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
    // A journal does not look into the state of a room: here it is one of texts.
    const { texts, epoch } = state.room as unknown as TextsState;
    this.texts = [...texts];
    this.epoch = epoch;
  }

  renewEpoch() {
    this.epoch++;
  }

  state(): State {
    const room: TextsState = { texts: [...this.texts], epoch: this.epoch };
    // As above.
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
