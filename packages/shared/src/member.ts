import * as z from 'zod/mini';

/**
 * What a member may do beyond taking part.
 * - `owner`: gives roles to others, and takes away that of moderators.
 * - `moderator`: is shown as such. It has no power yet.
 */
export const Role = z.enum(['owner', 'moderator']);
export type Role = z.infer<typeof Role>;

/**
 * A member as everyone may see it. `id` is public, not secret, and stays the same until the member leaves; it is never the session id. A
 * `role` that this client does not know counts as none.
 */
export const Member = z.object({
  id: z.string(),
  nickname: z.string(),
  // oxlint-disable-next-line promise/valid-params -- zod’s catch, not a promise’s
  role: z.optional(z.catch(z.optional(Role), undefined)),
});
export type Member = z.infer<typeof Member>;
