import * as z from 'zod/mini';
import { Role } from '@mailroom/shared';
import { hashNetwork } from '../chat/limits/network-prefix.ts';
import type { JournaledRoom } from '../journal/journaled-room.ts';
import { nativeDigest } from '../runtime/native-digest.ts';
import { ownSession, requireSession } from './caller-session.ts';
import { procedure, router } from './trpc.ts';

export interface ModerationRouterOptions {
  readonly room: JournaledRoom;
  /** Hashes what the room remembers of a caller and nobody may read there: the join attempt and the network. Results have no colon. */
  readonly keyedHash: (text: string) => string;
  /** Derives the token of an invitation or grant from what identifies the call that makes it, so that a repeated call makes the same. */
  readonly deriveToken: (text: string) => string;
}

/** Creates the router with the procedures of those who have a role, and with `claim`, which gives one. */
export const createModerationRouter = ({ room, keyedHash, deriveToken }: ModerationRouterOptions) =>
  router({
    /**
     * Claims the invitation with this token. Sets the cookie that presents the grant, and returns its `role`. Needs no session; one that the
     * caller has gets the role at once. A repeated call with the same `attempt` has the same result. A caller who has as high a role keeps it,
     * and the invitation stays open.
     *
     * Refusals: `invitation-invalid`, `too-many-grants`.
     */
    claim: procedure
      .input(z.strictObject({ invitation: z.string().check(z.maxLength(MAX_TOKEN_LENGTH)), attempt: z.uuid() }))
      .mutation(async ({ ctx, input: { invitation, attempt } }) => {
        const token = deriveToken(`grant ${invitation} ${attempt}`);
        const { role, isKept } = await room.claim({
          invitationDigest: nativeDigest(invitation),
          grantDigest: nativeDigest(token),
          presentedDigest: ctx.grantToken && nativeDigest(ctx.grantToken),
          clientNetwork: hashNetwork(ctx.clientNetwork, keyedHash),
          sessionId: ownSession(ctx),
        });
        if (!isKept) ctx.storeGrant(token);
        return { role };
      }),

    /** Ends the grants of the caller's cookie and session, if any, and deletes the cookie. Returns `{}`. Needs no session. Refusal: `too-fast`. */
    resign: procedure.mutation(async ({ ctx }) => {
      const clientNetwork = hashNetwork(ctx.clientNetwork, keyedHash);
      await room.resign({
        presentedDigest: ctx.grantToken && nativeDigest(ctx.grantToken),
        sessionId: ownSession(ctx),
        clientNetwork,
      });
      ctx.clearGrant();
      return {};
    }),

    /**
     * Invites somebody to a role. Returns the `token` that `claim` takes, the `id` by which `revoke` ends the invitation, and when it expires
     * (`expiresAt`, in ms since 1970). It works once. Only an owner may. A repeated call with the same `clientMsgId` has the same result, as long
     * as the invitation is open.
     *
     * Refusals: `no-session`, `not-permitted`, `too-many-invitations`, `id-reused` (the invitation of this `clientMsgId` is over).
     */
    invite: procedure
      .input(z.strictObject({ role: Role, clientMsgId: z.uuid() }))
      .mutation(async ({ ctx, input: { role, clientMsgId } }) => {
        const sessionId = requireSession(ctx);
        const token = deriveToken(`invitation ${sessionId} ${clientMsgId}`);
        return { token, ...(await room.invite(sessionId, { role, tokenDigest: nativeDigest(token) })) };
      }),

    /**
     * Ends the grant, or the open invitation, with this id. Returns `{}`, also if there is none. Only an owner may, and not the grant of an
     * owner.
     *
     * Refusals: `no-session`, `not-permitted`, `outranked`.
     */
    revoke: procedure
      .input(z.strictObject({ id: z.string().check(z.maxLength(MAX_TOKEN_LENGTH)) }))
      .mutation(async ({ ctx, input }) => {
        await room.revoke(requireSession(ctx), input.id);
        return {};
      }),

    /** Returns a `GrantList`. Only an owner may ask. Refusals: `no-session`, `not-permitted`. */
    grants: procedure.query(({ ctx }) => room.grants(requireSession(ctx))),
  });

/** Longer than any token or id. */
const MAX_TOKEN_LENGTH = 64;
