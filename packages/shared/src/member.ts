import * as z from 'zod/mini';

/**
 * What a member may do beyond taking part. An owner may do all that a moderator may. Members without a role have none.
 * - `owner`: gives roles to others, and takes them away.
 * - `moderator`: keeps order.
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
