import { defaultSettings, fixedLimits, type Settings } from '@mailroom/shared';
import { ChatRoom } from '../../chat/chat-room.ts';
import { chatRouter } from '../router.ts';

/** What a room is like when a request comes. */
interface Scene {
  readonly settings?: Partial<Settings>;
  readonly busyMs?: number;
  /** What happens after Ann and Ben came in and Ann said hello. */
  readonly afterwards?: (room: ChatRoom, world: { elapsedMs: number }) => void;
}

/** Where everyone comes from, in the scenes and in the requests. */
const HERE = '127.0.0.1';

/** The id under which Ann said hello. */
export const HELLO = '9b2c1f1e-5d1a-4f5e-9d0e-0d6f3a1f2b11';

export const scenes = {
  'Ann and Ben are here': {},
  'the room is full': { settings: { members: 2 } },
  'the host is crowded': { settings: { membersPerHost: 2 } },
  'the room is busy': { busyMs: 500 },
  'Ann may say one line': { settings: { messagesPerWindow: 1 } },
  'Ann fell silent': {
    afterwards: (room, world) => {
      world.elapsedMs = defaultSettings.idleMs;
      room.sweep();
    },
  },
  'Ann said hello long ago': {
    afterwards: (_, world) => {
      world.elapsedMs = fixedLimits.editableMs + 1;
    },
  },
  'the room closes': { afterwards: (room) => room.close() },
  'the room is broken': {
    afterwards: (room) => {
      room.members = () => {
        throw new Error(`secret of ${import.meta.filename}`);
      };
    },
  },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

/** A new room in which the scene has been played: its ids are id-1, id-2, …, its clocks stand, and a wait is held for one turn. */
export const setScene = ({ settings, busyMs = 0, afterwards }: Scene) => {
  let ids = 0;
  const world = { elapsedMs: 0 };
  const room = new ChatRoom(
    { ...defaultSettings, ...settings },
    {
      now: () => 1_000,
      monotonicNow: () => world.elapsedMs,
      newId: () => `id-${++ids}`,
      scheduleDelivery: (task) => task(),
    },
  );
  const ann = room.join({ nickname: 'Ann', clientNetwork: HERE, attemptId: HELLO });
  room.join({ nickname: 'Ben', clientNetwork: HERE });
  room.send(ann.sessionId, { text: 'hello', clientMsgId: HELLO });
  afterwards?.(room, world);
  const hold = (onEnd: () => void) => {
    const end = setImmediate(onEnd);
    return () => clearImmediate(end);
  };
  return { room, router: chatRouter({ room, hold, busyMs: () => busyMs }) };
};
