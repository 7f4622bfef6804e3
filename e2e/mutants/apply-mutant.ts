import type { Mutant } from './mutants.ts';

/** Returns `code` with the mutation applied. Throws unless `original` occurs exactly once. */
export const applyMutant = ({ name, file, original, mutated }: Omit<Mutant, 'killedBy'>, code: string): string => {
  const parts = code.split(original);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places for the mutant “${name}”`);
  return parts.join(mutated);
};
