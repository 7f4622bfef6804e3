import { crossTabMutants } from './cross-tab-mutants.ts';
import { deliveryMutants } from './delivery-mutants.ts';
import { interactionMutants } from './interaction-mutants.ts';
import { notificationMutants } from './notification-mutants.ts';
import { pageMutants } from './page-mutants.ts';
import { roomMutants } from './room-mutants.ts';
import { transcriptMutants } from './transcript-mutants.ts';

/** A deliberate defect in the server or the page, and the test that must detect it. */
export interface Mutant {
  readonly name: string;
  /** The mutated file, relative to the repository root. */
  readonly file: string;
  /** Code that occurs exactly once in `file`. */
  readonly original: string;
  /** Code that replaces `original`. */
  readonly mutated: string;
  /** A node test file, relative to the repository root; or a pattern that matches the title of one Playwright test. */
  readonly killedBy: { readonly test: string } | { readonly browserTest: string };
}

/** Every mutant that the tests detect. Each one is applied alone. */
export const mutants: readonly Mutant[] = [
  ...roomMutants,
  ...deliveryMutants,
  ...pageMutants,
  ...crossTabMutants,
  ...interactionMutants,
  ...transcriptMutants,
  ...notificationMutants,
];

/** The mutant that the environment variable MUTANT names. */
export const mutantFromEnvironment = (): Mutant => {
  const name = process.env['MUTANT'];
  const mutant = mutants.find((each) => each.name === name);
  if (!mutant) throw new Error(`MUTANT does not name a mutant: ${name}`);
  return mutant;
};
