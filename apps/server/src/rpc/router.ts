import * as z from 'zod/mini';
import { fixedLimits, type WaitAnswer } from '@mailroom/shared';
import type { ChatRoom } from '../chat/chat-room.ts';
import { RefusalError } from '../chat/refusal-error.ts';
import type { Context } from './context.ts';
import { longPoll, type LongPoll } from './long-poll.ts';
import { procedure, router } from './trpc.ts';

export interface ChatRouterOptions {
  readonly room: ChatRoom;
  /** Calls back when the next wait has been held long enough; the returned function lets go of it before. */
  readonly hold: (onEnd: () => void) => () => void;
  /** Ms after which a newcomer may try again, when there is no time for newcomers now; 0 when there is. */
  readonly busyMs: () => number;
}

/** The ten procedures. Each parses, calls one method of the room, and answers. */
export const chatRouter = ({ room, hold, busyMs }: ChatRouterOptions) =>
  router({
    join: procedure
      .input(z.strictObject({ nickname: z.string(), attempt: z.optional(z.uuid()) }))
      .mutation(({ ctx, input }) => {
        const retryAfterMs = busyMs();
        if (retryAfterMs > 0) throw new RefusalError({ refusal: 'room-busy', retryAfterMs });
        const { sessionId, result } = room.join({ ...input, sessionId: ctx.session, clientNetwork: ctx.host });
        ctx.keepSession(sessionId);
        return result;
      }),

    getUsers: procedure.query(({ ctx }) => room.members(sessionOf(ctx))),

    getMsgId: procedure.query(({ ctx }) => room.cursor(sessionOf(ctx))),

    wait: procedure
      .input(
        z.strictObject({
          since: z.int().check(z.nonnegative()),
          epoch: z.optional(z.string()),
          tab: z.optional(z.string().check(z.maxLength(fixedLimits.tabLength))),
          hold: z._default(z.boolean(), true),
          presence: z.optional(z.int()),
        }),
      )
      .query(({ ctx, input }) => {
        const session = sessionOf(ctx);
        if (!input.hold) return room.read(session, input);
        const question: LongPoll<WaitAnswer> = {
          listen: (tell) => room.wait(session, input, tell),
          hold,
          onHangUp: (listener) => ctx.onHangUp(listener),
        };
        if (!ctx.answerLater) return longPoll(question);
        ctx.answerLater(question);
        return NOT_YET;
      }),

    send: procedure
      .input(z.strictObject({ text: z.string(), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.send(sessionOf(ctx), input)),

    edit: procedure
      .input(z.strictObject({ targetClientMsgId: z.uuid(), text: z.string(), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.edit(sessionOf(ctx), input)),

    delete: procedure
      .input(z.strictObject({ targetClientMsgId: z.uuid(), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.delete(sessionOf(ctx), input)),

    rename: procedure
      .input(z.strictObject({ nickname: z.string(), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.rename(sessionOf(ctx), input)),

    typing: procedure
      .input(z.optional(z.strictObject({ stopped: z.optional(z.boolean()) })))
      .mutation(({ ctx, input }) => {
        room.setTyping(sessionOf(ctx), input);
        return {};
      }),

    leave: procedure
      .input(z.optional(z.strictObject({ reason: z.optional(z.string()), closing: z.optional(z.boolean()) })))
      .mutation(({ ctx, input = {} }) => {
        if (ctx.session !== undefined) room.leave(ctx.session, input);
        if (!input.closing) ctx.dropSession();
        return {};
      }),
  });

/** Stands where an answer will be given later, and is never sent. */
const NOT_YET: WaitAnswer = { type: 'superseded' };

/** What the page needs to know of the procedures: their types. */
export type AppRouter = ReturnType<typeof chatRouter>;

const sessionOf = ({ session }: Context): string => {
  if (session === undefined) throw new RefusalError({ refusal: 'no-session' });
  return session;
};
