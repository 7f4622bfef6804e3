import { browserMutants } from './browser-mutants.ts';
import { crossTabMutants } from './cross-tab-mutants.ts';
import { deliveryMutants } from './delivery-mutants.ts';
import { edgeMutants } from './edge-mutants.ts';
import { interactionMutants } from './interaction-mutants.ts';
import { journalMutants } from './journal-mutants.ts';
import type { Mutant } from './mutant.ts';
import { notificationMutants } from './notification-mutants.ts';
import { pageMutants } from './page-mutants.ts';
import { replayMutants } from './replay-mutants.ts';
import { roleMutants } from './role-mutants.ts';
import { roomMutants } from './room-mutants.ts';
import { transcriptMutants } from './transcript-mutants.ts';

/** Every mutant that the tests detect. Each one is applied alone. */
export const mutants: readonly Mutant[] = [
  ...roomMutants,
  ...roleMutants,
  ...replayMutants,
  ...journalMutants,
  ...edgeMutants,
  ...deliveryMutants,
  ...pageMutants,
  ...browserMutants,
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
