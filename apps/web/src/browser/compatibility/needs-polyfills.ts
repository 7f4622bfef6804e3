/** Whether this browser lacks one of the functions that polyfills.ts has. */
export const needsPolyfills = () =>
  !('any' in AbortSignal && 'withResolvers' in Promise && 'groupBy' in Map && 'groupBy' in Object && 'canParse' in URL);
