import * as z from 'zod/mini';

/** A member as everyone may see it. `id` is public, not secret, and stays the same until the member leaves; it is never the session id. */
export const Member = z.object({ id: z.string(), nickname: z.string() });
export type Member = z.infer<typeof Member>;
