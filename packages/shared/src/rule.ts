import * as z from 'zod/mini';

/** A check that stops at its first failure and leaves the rule's name as the message. */
export const rule = <Name extends string>(name: Name, holds: (text: string) => boolean) =>
  z.refine<string>(holds, { error: name, abort: true });
