import { defaultSettings, type Settings, type WaitAnswer } from '@mailroom/shared';
import { ChatRoom } from '../chat-room.ts';
import type { Cursor } from '../mailbox.ts';
import { RefusalError } from '../refusal-error.ts';

/** A room whose clocks are moved by hand and whose ids are 1, 2, 3, … */
export const createTestRoom = (settings: Partial<Settings> = {}) => {
  let ids = 0;
  const environment = {
    wallTime: Date.UTC(2026, 0, 1),
    monotonicTime: 0,
    now: () => environment.wallTime,
    monotonicNow: () => environment.monotonicTime,
    newId: () => `id-${++ids}`,
    defersDeliveries: false,
    deferredDeliveries: [] as (() => void)[],
    scheduleDelivery: (task: () => void) => {
      if (environment.defersDeliveries) environment.deferredDeliveries.push(task);
      else task();
    },
    /** Lets `ms` pass on both clocks, sweeping each second. */
    advance(ms: number) {
      for (let left = ms; left > 0; left -= 1_000) {
        const step = Math.min(left, 1_000);
        environment.wallTime += step;
        environment.monotonicTime += step;
        room.sweep();
      }
    },
  };
  const room = new ChatRoom({ ...defaultSettings, ...settings }, environment);

  let lines = 0;
  const join = (nickname: string, knock: { clientNetwork?: string; sessionId?: string; attemptId?: string } = {}) => {
    const { sessionId, result } = room.join({ clientNetwork: `host of ${nickname}`, ...knock, nickname });
    return {
      joined,
      sessionId,
      member: result.you,
      send: (text: string, clientMsgId = `line-${++lines}`) => room.send(sessionId, { text, clientMsgId }),
      edit: (targetClientMsgId: string, text: string, clientMsgId = `line-${++lines}`) =>
        room.edit(sessionId, { targetClientMsgId, text, clientMsgId }),
      delete: (targetClientMsgId: string, clientMsgId = `line-${++lines}`) =>
        room.delete(sessionId, { targetClientMsgId, clientMsgId }),
      rename: (nickname: string, clientMsgId = `line-${++lines}`) => room.rename(sessionId, { nickname, clientMsgId }),
      setTyping: (how?: { stopped: boolean }) => room.setTyping(sessionId, how),
      /** Waits at the cursor; what is told comes to stand in `told`. */
      wait: (cursor: Partial<Cursor> = {}) => {
        const answers: WaitAnswer[] = [];
        const stop = room.wait(sessionId, { since: result.next, ...cursor }, (answer) => answers.push(answer));
        return { answers, stop };
      },
      read: (since = result.next) => reading(room, sessionId, since),
      leave: (how: { reason?: string; closing?: boolean } = {}) => room.leave(sessionId, how),
      memberNicknames: () =>
        room
          .members(sessionId)
          .members.map((member) => member.nickname)
          .toSorted(),
    };
  };
  return { room, environment, join };
};

/** What a reader at `since` is told at once, without staying parked. */
const reading = (room: ChatRoom, session: string, since: number) => {
  const told: WaitAnswer[] = [];
  room.wait(session, { since }, (answer) => told.push(answer))();
  return told[0];
};

/** The texts and the comings and goings in an answer, in order, as a person would tell them. */
export const summarize = (answer: WaitAnswer | undefined) => {
  if (answer?.type !== 'mail') return answer?.type;
  return answer.letters.map(({ event }) => {
    switch (event.type) {
      case 'said':
        return `${event.member.nickname}: ${event.text}`;
      case 'edited':
        return `${event.letter} is now: ${event.text}`;
      case 'deleted':
        return `${event.letter} deleted`;
      case 'renamed':
        return `${event.before} is now ${event.member.nickname}`;
      case 'joined':
        return `${event.member.nickname} joined`;
      case 'left':
        return `${event.member.nickname} left (${event.reason})`;
      case 'unknown':
        return event.type;
    }
  });
};

/** The refusal that `attempt` meets; fails when it meets none. */
export const refusalOf = (attempt: () => unknown) => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
  throw new Error('it was not refused');
};
