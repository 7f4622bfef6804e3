import * as z from 'zod/mini';
import { Role } from './member.ts';

/** What the claim of an invitation made: a browser that presents its token has the `role`. All times are in ms since 1970. */
export const Grant = z.object({
  /** Public among owners, not secret. */
  id: z.string(),
  role: Role,
  /** The nickname of the member at the claim, or of the first join with it. Empty until then. */
  label: z.string(),
  createdAt: z.number(),
  /** The `label` of the owner who invited; missing for an invitation of the operator. */
  invitedBy: z.optional(z.string()),
  /** When a member last joined with it, or claimed it. */
  lastUsedAt: z.number(),
  /** The id of the member who has it now, if that is in the room. */
  memberId: z.optional(z.string()),
});
export type Grant = z.infer<typeof Grant>;

/** An invitation that nobody has claimed. All times are in ms since 1970. */
export const Invitation = z.object({
  id: z.string(),
  role: Role,
  createdAt: z.number(),
  /** Missing: it does not expire. */
  expiresAt: z.optional(z.number()),
  /** As in `Grant`. */
  invitedBy: z.optional(z.string()),
});
export type Invitation = z.infer<typeof Invitation>;

/** The grants and the open invitations of a room, each with the oldest first. */
export const GrantList = z.object({ grants: z.array(Grant), invitations: z.array(Invitation) });
export type GrantList = z.infer<typeof GrantList>;

/**
 * Why an invitation cannot be claimed.
 * - `unknown`: the room never made it, or forgot it.
 * - `used`: it was claimed before.
 * - `expired`: its time is over.
 * - `revoked`: it was withdrawn, the role of the owner who made it ended, the operator made a newer one, or the room lost entries of its journal.
 */
export const InvitationProblem = z.enum(['unknown', 'used', 'expired', 'revoked']);
export type InvitationProblem = z.infer<typeof InvitationProblem>;
