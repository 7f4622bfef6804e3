import * as z from 'zod/mini';

/** Creates a check on a string. A failure has `name` as its message and skips the checks after it. */
export const namedCheck = (name: string, isValid: (text: string) => boolean) =>
  z.refine<string>(isValid, { error: name, abort: true });

/** Returns the name of the check that failed, or `''` if the error has no issue. */
export const failedCheck = (error: { readonly issues: readonly { readonly message: string }[] }): string =>
  error.issues[0]?.message ?? '';
