import * as z from 'zod/mini';
import { fixedLimits, type WaitAnswer } from '@mailroom/shared';
import type { ChatRoom } from '../chat/chat-room.ts';
import { Refused } from '../chat/refused.ts';
import type { Context } from './context.ts';
import { longPoll } from './long-poll.ts';
import { procedure, router } from './trpc.ts';

/** The six procedures. Each parses, calls one method of the room, and answers. */
export const chatRouter = ({ room, holdMs }: { room: ChatRoom; holdMs: () => number }) =>
  router({
    join: procedure
      .input(z.strictObject({ nickname: z.string(), attempt: z.optional(z.uuid()) }))
      .mutation(({ ctx, input }) => {
        const { session, visit } = room.join({ ...input, session: ctx.session, host: ctx.host });
        ctx.keepSession(session);
        return visit;
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
        }),
      )
      .query(({ ctx, input: { hold, ...cursor }, signal }) => {
        const session = sessionOf(ctx);
        if (!hold) return room.read(session, cursor);
        return longPoll<WaitAnswer>({
          listen: (tell) => room.wait(session, cursor, tell),
          holdMs: holdMs(),
          onDeadline: () => ({ type: 'reconnect', ...room.standing() }),
          signal,
        });
      }),

    send: procedure
      .input(z.strictObject({ text: z.string(), clientMsgId: z.uuid() }))
      .mutation(({ ctx, input }) => room.say(sessionOf(ctx), input)),

    leave: procedure
      .input(z.optional(z.strictObject({ reason: z.optional(z.string()), closing: z.optional(z.boolean()) })))
      .mutation(({ ctx, input = {} }) => {
        if (ctx.session !== undefined) room.leave(ctx.session, input);
        if (!input.closing) ctx.dropSession();
        return {};
      }),
  });

/** What the page needs to know of the procedures: their types. */
export type AppRouter = ReturnType<typeof chatRouter>;

const sessionOf = ({ session }: Context): string => {
  if (session === undefined) throw new Refused({ refusal: 'no-session' });
  return session;
};
