import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import * as z from 'zod/mini';
import { fixedLimits } from '@mailroom/shared';
import { hashNetwork } from '../chat/limits/network-prefix.ts';
import { RefusalError } from '../chat/limits/refusal-error.ts';
import { nativeDigest } from '../runtime/native-digest.ts';
import { createModerationRouter, type ModerationRouterOptions } from './moderation-router.ts';
import { ownSession, requireSession } from './caller-session.ts';
import { procedure, router } from './trpc.ts';

export interface ChatRouterOptions extends ModerationRouterOptions {
  /** Calls `onEnd` at the end of the hold of a wait that starts now, after at most `maxHoldMs` if given. The returned function cancels that. */
  readonly hold: (onEnd: () => void, maxHoldMs?: number) => () => void;
  /** Returns 0, or, while the server is overloaded, the ms after which a new member may try to join again. */
  readonly joinRetryAfterMs: () => number;
}

/**
 * Creates the router with the procedures, those of moderation in a router of its own. Each parses its input, calls one method of the room and returns the result. All mutations
 * but `typing` can be refused as `not-kept`. Inputs with unknown fields are errors. Results and refusals are described in packages/shared:
 * `JoinResult`, `RoomPreview`, `Snapshot`, `HistoryAnswer`, `WaitAnswer`, `Refusal`.
 */
export const createChatRouter = ({ room, hold, joinRetryAfterMs, keyedHash, deriveToken }: ChatRouterOptions) =>
  router({
    /**
     * Joins the room under `nickname` and sets the session cookie. Returns a `JoinResult`. A caller whose session is alive, or idle for
     * less than `nicknameReservedMs`, resumes it under the same nickname and is replaced under another one.
     * `attempt` identifies retries: within `idempotencyMs` a retry resumes the session of the first call, also without its cookie. The
     * attempt of the latest join does so as long as the session lasts, under the member's current nickname.
     * `resume`: adds no member. Refused as `no-session` if there is no session to resume.
     *
     * A caller whose cookie presents a grant has its role.
     *
     * A session that no call uses within `unusedMs` of its latest join ends.
     *
     * Refusals: `room-busy`, `nickname-invalid`, `nickname-taken`, `room-full`, `too-many-from-host`; for a repeated `attempt` also
     * `no-session` (its session has ended) and `id-reused` (its member never had this nickname).
     */
    join: procedure
      .input(z.strictObject({ nickname: z.string(), attempt: z.optional(z.uuid()), resume: z.optional(z.boolean()) }))
      .mutation(async ({ ctx, input }) => {
        const retryAfterMs = input.resume ? 0 : joinRetryAfterMs();
        if (retryAfterMs > 0) throw new RefusalError({ refusal: 'room-busy', retryAfterMs });
        const presentedDigest = ctx.grantToken && nativeDigest(ctx.grantToken);
        const { sessionId, result } = await room.join({
          nickname: input.nickname,
          attemptId: input.attempt && keyedHash(input.attempt),
          presentedDigest,
          sessionId: ownSession(ctx),
          clientNetwork: hashNetwork(ctx.clientNetwork, keyedHash),
          resume: input.resume,
        });
        ctx.storeSession(sessionId);
        // It is kept for another `grantMs`.
        if (presentedDigest !== undefined && room.isGrant(presentedDigest)) ctx.storeGrant(ctx.grantToken ?? '');
        return result;
      }),

    /** Returns a `RoomPreview`: name, topic and the number of members. Needs no session. */
    getRoom: procedure.query(({ ctx }) => room.preview(hashNetwork(ctx.clientNetwork, keyedHash))),

    /** Returns the members as a `Snapshot`. Refusal: `no-session`. */
    getUsers: procedure.query(({ ctx }) => room.members(requireSession(ctx))),

    /** Returns the `epoch` of the ledger, the id of its `next` letter and that of the `oldest` one it holds. Refusal: `no-session`. */
    getMsgId: procedure.query(({ ctx }) => room.cursor(requireSession(ctx))),

    /**
     * Returns a `HistoryAnswer` with the letters before letter `before` of the ledger `epoch` (missing: the current one), up to 100 messages. An
     * answer with `hasOlder` is continued by the call whose `before` is its `from`. Refusal: `no-session`.
     */
    history: procedure
      .input(z.strictObject({ before: z.int().check(z.nonnegative()), epoch: z.optional(z.string()) }))
      .query(({ ctx, input }) => room.history(requireSession(ctx), input)),

    /**
     * Returns a `WaitAnswer` with the letters from `since` on. Without letters, holds the call until there are some, for `holdMs` ±10 %.
     * - `since`: the cursor, the id of the first letter that the client does not have.
     * - `epoch`: the ledger that the cursor belongs to. Missing: the current one.
     * - `tab`: identifies the client's tab. A wait supersedes the parked wait of the same tab.
     * - `hold`: false to be answered at once.
     * - `maxHoldMs`: the longest time in ms for which the call may be held. Timers may be up to 500 ms late. For clients behind a proxy that cuts
     *   silent connections sooner than the room answers.
     * - `presence`: the version of the presence that the client has, -1 if none. Missing: the client wants no presence.
     *
     * Refusal: `no-session`. A session that timed out gets `closed`; an unknown one with another epoch gets `reset`.
     */
    wait: procedure
      .input(
        z.strictObject({
          since: z.int().check(z.nonnegative()),
          epoch: z.optional(z.string()),
          tab: z.optional(z.string().check(z.maxLength(fixedLimits.tabLength))),
          hold: z._default(z.boolean(), true),
          maxHoldMs: z.optional(
            z.int().check(z.minimum(fixedLimits.shortestHoldMs), z.maximum(fixedLimits.longestHoldMs)),
          ),
          presence: z.optional(z.int()),
        }),
      )
      .query(({ ctx, input }) => {
        const { sessionId } = ctx;
        if (sessionId === undefined) throw new RefusalError({ refusal: 'no-session' });
        // A forged one goes to the room, too: after a restart with another key, the page learns that there is another ledger.
        if (!input.hold) return room.read(sessionId, input);
        return ctx.deferAnswer({
          listen: (listener) => room.wait(sessionId, input, listener),
          hold: (onEnd) => hold(onEnd, input.maxHoldMs),
          onDisconnect: (listener) => ctx.onDisconnect(listener),
        });
      }),

    /**
     * Sends a message to everyone. Returns the `id` and time (`at`) of its letter. Repeating a call with the same `clientMsgId` within
     * `idempotencyMs` sends nothing and returns the first result with `duplicate: true`. The same holds for `edit`, `delete`, `react` and `rename`.
     *
     * `replyTo`: the `mutationId` of the letter that sent the message that this one replies to.
     *
     * Refusals: `no-session`, `text-invalid`, `too-fast`, `id-reused`; with `replyTo` also `message-unknown` (deleted, or no longer held).
     */
    send: procedure
      .input(z.strictObject({ text: z.string(), replyTo: z.optional(mutationId), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.send(requireSession(ctx), input)),

    /**
     * Replaces the text of a message of the caller, sent at most `editableMs` ago. `targetMutationId` is the `mutationId` of the
     * letter that sent it. Returns `id`, `at` and `duplicate` as `send` does.
     *
     * Refusals: `no-session`, `text-invalid`, `too-fast`, `id-reused`, `message-unknown`, `too-late`.
     */
    edit: procedure
      .input(z.strictObject({ targetMutationId: mutationId, text: z.string(), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.edit(requireSession(ctx), input)),

    /**
     * Deletes a message of the caller, named as for `edit`. Its text is removed from all letters. Returns `id`, `at` and `duplicate`.
     *
     * Refusals: `no-session`, `too-fast`, `id-reused`, `message-unknown`, `too-late`.
     */
    delete: procedure
      .input(z.strictObject({ targetMutationId: mutationId, clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.delete(requireSession(ctx), input)),

    /**
     * Sets the caller's reaction to a message of any member, named as for `edit`: one emoji, which replaces an earlier one, or none if `emoji`
     * is missing. Returns `id`, `at` and `duplicate`. A reaction that is there already, or none that is to be withdrawn, counts as a duplicate.
     *
     * Refusals: `no-session`, `emoji-invalid`, `too-fast`, `id-reused`, `message-unknown` (deleted, or no longer held), `too-many-reactions`.
     */
    react: procedure
      .input(z.strictObject({ targetMutationId: mutationId, emoji: z.optional(z.string()), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.react(requireSession(ctx), input)),

    /**
     * Changes the caller's nickname. Returns `id`, `at`, `duplicate` and the member as `you`. Changing to the current nickname does
     * nothing and counts as a duplicate.
     *
     * Refusals: `no-session`, `nickname-invalid`, `nickname-taken`, `too-fast`, `id-reused`.
     */
    rename: procedure
      .input(z.strictObject({ nickname: z.string(), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.rename(requireSession(ctx), input)),

    /** Marks the caller as typing for `typingMs`, or, with `stopped`, as not typing. Returns `{}`. Refusal: `no-session`. */
    typing: procedure
      .input(z.optional(z.strictObject({ stopped: z.optional(z.boolean()) })))
      .mutation(({ ctx, input }) => {
        room.setTyping(requireSession(ctx), input);
        return {};
      }),

    /**
     * Ends the session with an optional `reason` and deletes the cookie. Returns `{}`, also without a session.
     * With `closing` (the page is closing, perhaps only to reload) the session ends after `closeGraceMs` unless it is active again, and
     * the cookie stays.
     *
     * Refusal: `reason-invalid`.
     */
    leave: procedure
      .input(z.optional(z.strictObject({ reason: z.optional(z.string()), closing: z.optional(z.boolean()) })))
      .mutation(async ({ ctx, input = {} }) => {
        if (ctx.sessionId !== undefined) await room.leave(ctx.sessionId, input);
        if (!input.closing) ctx.clearSession();
        return {};
      }),

    moderation: createModerationRouter({ room, keyedHash, deriveToken }),
  });

/** The types of the procedures, which is all that the client imports. */
export type AppRouter = ReturnType<typeof createChatRouter>;

/** Lists the procedures by their path, such as `moderation.claim`: tRPC stores those of all routers in one object. */
export const proceduresOf = (router: AnyTRPCRouter) => Object.entries<AnyTRPCProcedure>(router._def.procedures);

/** A digest of packages/shared. */
const mutationId = z.string().check(z.regex(/^[\w-]{22}$/));
