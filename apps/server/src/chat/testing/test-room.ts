import { defaultSettings, type Settings, type WaitAnswer } from '@mailroom/shared';
import { ChatRoom } from '../chat-room.ts';
import type { Cursor } from '../mailbox.ts';
import { Refused } from '../refusal-error.ts';

/** A room whose clocks are moved by hand and whose ids are 1, 2, 3, … */
export const roomInHand = (settings: Partial<Settings> = {}) => {
  let ids = 0;
  const world = {
    wall: Date.UTC(2026, 0, 1),
    steady: 0,
    now: () => world.wall,
    elapsed: () => world.steady,
    newId: () => `id-${++ids}`,
    isBusy: false,
    due: [] as (() => void)[],
    soon: (task: () => void) => {
      if (world.isBusy) world.due.push(task);
      else task();
    },
    /** Lets `ms` pass on both clocks, sweeping each second. */
    pass(ms: number) {
      for (let left = ms; left > 0; left -= 1_000) {
        const step = Math.min(left, 1_000);
        world.wall += step;
        world.steady += step;
        room.sweep();
      }
    },
  };
  const room = new ChatRoom({ ...defaultSettings, ...settings }, world);

  let lines = 0;
  const person = (nickname: string, knock: { host?: string; session?: string; attempt?: string } = {}) => {
    const { session, visit } = room.join({ host: `host of ${nickname}`, ...knock, nickname });
    return {
      visit,
      session,
      member: visit.you,
      says: (text: string, clientMsgId = `line-${++lines}`) => room.say(session, { text, clientMsgId }),
      edits: (line: string, text: string, clientMsgId = `line-${++lines}`) =>
        room.edit(session, { line, text, clientMsgId }),
      deletes: (line: string, clientMsgId = `line-${++lines}`) => room.delete(session, { line, clientMsgId }),
      renames: (nickname: string, clientMsgId = `line-${++lines}`) => room.rename(session, { nickname, clientMsgId }),
      writes: (how?: { stopped: boolean }) => room.write(session, how),
      /** Waits at the cursor; what is told comes to stand in `told`. */
      waits: (cursor: Partial<Cursor> = {}) => {
        const told: WaitAnswer[] = [];
        const stop = room.wait(session, { since: visit.next, ...cursor }, (answer) => told.push(answer));
        return { told, stop };
      },
      reads: (since = visit.next) => reading(room, session, since),
      leaves: (how: { reason?: string; closing?: boolean } = {}) => room.leave(session, how),
      nicknamesHere: () =>
        room
          .members(session)
          .members.map((member) => member.nickname)
          .toSorted(),
    };
  };
  return { room, world, person };
};

/** What a reader at `since` is told at once, without staying parked. */
const reading = (room: ChatRoom, session: string, since: number) => {
  const told: WaitAnswer[] = [];
  room.wait(session, { since }, (answer) => told.push(answer))();
  return told[0];
};

/** The texts and the comings and goings in an answer, in order, as a person would tell them. */
export const told = (answer: WaitAnswer | undefined) => {
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
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  throw new Error('it was not refused');
};
