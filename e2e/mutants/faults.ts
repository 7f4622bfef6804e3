import { bellFaults } from './bell-faults.ts';
import { crowdFaults } from './crowd-faults.ts';
import { handFaults } from './hand-faults.ts';
import { pageFaults } from './page-faults.ts';
import { roomFaults } from './room-faults.ts';
import { tabsFaults } from './tabs-faults.ts';
import { transcriptFaults } from './transcript-faults.ts';

/** One way to break the room or its page on purpose, and the tests that must notice it. */
export interface Fault {
  readonly name: string;
  /** The file to break, from the root of the repo. */
  readonly file: string;
  /** What stands there once, and what to put in its place. */
  readonly right: string;
  readonly wrong: string;
  /** A test file run by Node, from the root of the repo; or the title of a browser story. */
  readonly caughtBy: { readonly test: string } | { readonly story: string };
}

/** Every fault that the tests are known to catch. Each is planted by itself, in a build made for it alone. */
export const faults: readonly Fault[] = [
  ...roomFaults,
  ...crowdFaults,
  ...pageFaults,
  ...tabsFaults,
  ...handFaults,
  ...transcriptFaults,
  ...bellFaults,
];
