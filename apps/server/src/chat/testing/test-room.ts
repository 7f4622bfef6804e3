import assert from 'node:assert/strict';
import { defaultRoomSettings, digest, type RoomSettings, type WaitAnswer } from '@mailroom/shared';

import { RefusalError } from '../limits/refusal-error.ts';
import type { Cursor } from '../mailbox/cursor.ts';
import type { JoinRequest } from '../requests.ts';
import { SynchronousRoom } from './synchronous-room.ts';

/** Creates a room with manual clocks. Its ids are `id-1`, `id-2`, … and those of its messages `message-1`, `message-2`, … */
export const createTestRoom = (settings: Partial<RoomSettings> = {}) => {
  let ids = 0;
  const environment = {
    wallTime: Date.UTC(2026, 0, 1),
    monotonicTime: 0,
    now: () => environment.wallTime,
    monotonicNow: () => environment.monotonicTime,
    newId: () => `id-${++ids}`,
    digest,
    /** While true, deliveries wait for `runDeferredDeliveries`. */
    defersDeliveries: false,
    deferredDeliveries: [] as (() => void)[],
    scheduleDelivery: (deliver: () => void) => {
      if (environment.defersDeliveries) environment.deferredDeliveries.push(deliver);
      else deliver();
    },
    runDeferredDeliveries() {
      for (const deliver of environment.deferredDeliveries.splice(0)) deliver();
    },
    /** Advances both clocks by `ms` and sweeps every second. */
    advance(ms: number) {
      for (let left = ms; left > 0; left -= 1_000) {
        const step = Math.min(left, 1_000);
        environment.wallTime += step;
        environment.monotonicTime += step;
        room.sweep();
      }
    },
  };
  const room = new SynchronousRoom({ ...defaultRoomSettings, ...settings }, environment);

  let messages = 0;
  const newMessageId = () => `message-${++messages}`;

  /** Joins the room and returns the member's calls. Unless `isUnused`, also uses the session at once, as a client does. */
  const join = (nickname: string, { isUnused = false, ...request }: TestJoin = {}) => {
    const { sessionId, result } = room.join({ clientNetwork: `network of ${nickname}`, ...request, nickname });
    // This costs least.
    if (!isUnused) room.setTyping(sessionId, { stopped: true });
    return {
      joined: result,
      sessionId,
      member: result.you,
      send: (text: string, clientMsgId = newMessageId()) => room.send(sessionId, { text, clientMsgId }),
      /** `target` is the `clientMsgId` under which the message was sent, as in `edit`, `delete` and `react`. */
      reply: (target: string, text: string, clientMsgId = newMessageId()) =>
        room.send(sessionId, { text, replyTo: digest(target), clientMsgId }),
      edit: (target: string, text: string, clientMsgId = newMessageId()) =>
        room.edit(sessionId, { targetMutationId: digest(target), text, clientMsgId }),
      delete: (target: string, clientMsgId = newMessageId()) =>
        room.delete(sessionId, { targetMutationId: digest(target), clientMsgId }),
      /** Without an emoji, withdraws the reaction. */
      react: (target: string, emoji?: string, clientMsgId = newMessageId()) =>
        room.react(sessionId, { targetMutationId: digest(target), emoji, clientMsgId }),
      rename: (nickname: string, clientMsgId = newMessageId()) => room.rename(sessionId, { nickname, clientMsgId }),
      setTyping: (options?: { stopped: boolean }) => room.setTyping(sessionId, options),
      /** Waits at the cursor, by default the one from the join, and collects the answers. */
      wait: (cursor: Partial<Cursor> = {}) => {
        const answers: WaitAnswer[] = [];
        const stop = room.wait(sessionId, { since: result.next, ...cursor }, (answer) => answers.push(answer));
        return { answers, stop };
      },
      /** Returns the immediate answer to a wait, if there is one, and leaves no wait parked. */
      read: (since = result.next) => {
        const answers: WaitAnswer[] = [];
        const stop = room.wait(sessionId, { since }, (answer) => answers.push(answer));
        stop();
        return answers[0];
      },
      cursor: () => room.cursor(sessionId),
      leave: (options: { reason?: string; closing?: boolean } = {}) => room.leave(sessionId, options),
      memberNicknames: () =>
        room
          .members(sessionId)
          .members.map((member) => member.nickname)
          .toSorted(),
    };
  };
  return { room, environment, join };
};

interface TestJoin extends Omit<JoinRequest, 'nickname' | 'clientNetwork'> {
  readonly clientNetwork?: string;
  readonly isUnused?: boolean;
}

export type TestRoom = ReturnType<typeof createTestRoom>;
export type TestMember = ReturnType<TestRoom['join']>;

/** Returns the letters of an answer as short sentences, or the type of an answer without letters. */
export const summarize = (answer: WaitAnswer | undefined) => {
  if (answer?.type !== 'mail') return answer?.type;
  return answer.letters.map(({ event }) => {
    switch (event.type) {
      case 'said':
        return `${event.member.nickname}${event.replyTo === undefined ? '' : ` to ${event.replyTo}`}: ${event.text}`;
      case 'edited':
        return `${event.letterId} edited: ${event.text}`;
      case 'deleted':
        return `${event.letterId} deleted`;
      case 'reacted':
        return `${event.letterId} reactions:${event.reactions.map(({ emoji, member }) => ` ${emoji} ${member.nickname}`).join('')}`;
      case 'renamed':
        return `${event.formerNickname} renamed to ${event.member.nickname}`;
      case 'role-changed':
        return `${event.member.nickname} is ${event.member.role ?? 'no longer in a role'}`;
      case 'joined':
        return `${event.member.nickname} joined`;
      case 'left':
        return `${event.member.nickname} left (${event.why}${event.reason === undefined ? '' : `: ${event.reason}`})`;
      case 'unknown':
        return event.type;
    }
  });
};

/** Returns the refusal that `call` throws. Fails if it throws none. */
export const refusalOf = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
  return assert.fail('the call was not refused');
};
