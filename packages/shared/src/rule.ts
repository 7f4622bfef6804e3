import * as z from 'zod/mini';

/** A check that stops at its first failure and leaves the rule's name as the issue's message. */
export const rule = (name: string, holds: (text: string) => boolean) =>
  z.refine<string>(holds, { error: name, abort: true });

/** The name of the rule that a text broke, from zod's failure. */
export const brokenRule = (error: { readonly issues: readonly { readonly message: string }[] }): string =>
  error.issues[0]?.message ?? '';
