import type { Hand } from './hand.ts';
import type { Script } from './scripted-room.ts';

/** One state of the page: where it begins, what the room answers, and what a person does until it is there. */
export interface Scene {
  readonly name: string;
  /** `lobby`: nobody was here before. `returning`: this browser was in the room, and goes back in. */
  readonly from: 'lobby' | 'returning';
  readonly room: Script;
  /** Settled when the state is there to see. */
  readonly until: (person: Hand) => Promise<unknown>;
}
