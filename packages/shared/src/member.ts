import * as z from 'zod/mini';

/** Someone in the room, as everyone may know them. `id` is public and stable for their stay; it is never the session. */
export const Member = z.object({ id: z.string(), nickname: z.string() });
export type Member = z.infer<typeof Member>;
