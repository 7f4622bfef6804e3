/** A deliberate defect in the server or the page, and the test that must detect it. */
export interface Mutant {
  readonly name: string;
  /** The mutated file, relative to the repository root. */
  readonly file: string;
  /** Code that occurs exactly once in `file`. */
  readonly original: string;
  /** Code that replaces `original`. */
  readonly mutated: string;
  /**
   * A node test file, relative to the repository root, and the title of a test in it if those before it take long; or a pattern that matches
   * the title of one Playwright test. A page has to be built for each of the latter, so that only those marked as `alsoInShortRun` are part of
   * `npm test`, as are the node tests that are not `onlyInLongRun`; `npm run torture` runs them all.
   */
  readonly killedBy: NodeTest | { readonly browserTest: string; readonly alsoInShortRun?: true };
}

export interface NodeTest {
  readonly test: string;
  readonly title?: string;
  /** For a test that takes seconds until it fails. */
  readonly onlyInLongRun?: true;
}

/** Returns `code` with the mutation applied. Throws unless `original` occurs exactly once. */
export const applyMutant = ({ name, file, original, mutated }: Omit<Mutant, 'killedBy'>, code: string): string => {
  const parts = code.split(original);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places for the mutant “${name}”`);
  return parts.join(mutated);
};
