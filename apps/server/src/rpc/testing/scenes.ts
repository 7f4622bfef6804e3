import { defaultRoomSettings, fixedLimits, type RoomSettings } from '@mailroom/shared';
import { createMemoryRoom } from '../../journal/testing/create-memory-room.ts';
import type { JournaledRoom } from '../../journal/journaled-room.ts';
import { nativeDigest } from '../../runtime/native-digest.ts';

/** The state of a room when a request arrives. */
export interface Scene {
  readonly settings?: Partial<RoomSettings>;
  readonly joinRetryAfterMs?: number;
  /** Runs after Ann and Ben joined and Ann sent `hello`. `ann` is her session id. */
  readonly arrange?: (room: JournaledRoom, clock: { monotonicMs: number }, ann: string) => void | Promise<void>;
}

/** The network of all members and of all requests. */
const NETWORK = '127.0.0.1';

/** The `clientMsgId` and the mutation id of Ann's message `hello`, and her join attempt. */
export const HELLO_ID = '9b2c1f1e-5d1a-4f5e-9d0e-0d6f3a1f2b11';
export const HELLO_MUTATION_ID = '2_4dyr1WOgOM_3zrVVI6Bw';

/** The token of an invitation that is open where all grants are given. */
export const OPEN_INVITATION = 'open-invitation';

/** The id of Ann's grant in the scenes in which she is an owner. */
export const OWNER_GRANT_ID = 'id-7';

/** Makes Ann an owner. */
const makeOwner = async (room: JournaledRoom, ann: string) => {
  await room.inviteOwner('first');
  await room.claim({ invitationDigest: 'first', grantDigest: 'grant', sessionId: ann, clientNetwork: NETWORK });
};

export const scenes = {
  'Ann is an owner': { arrange: (room, _, ann) => makeOwner(room, ann) },
  'all invitations are open': {
    arrange: async (room, _, ann) => {
      await makeOwner(room, ann);
      for (let index = 0; index < fixedLimits.maxInvitations; index++) {
        await room.invite(ann, { role: 'moderator', tokenDigest: `invitation ${index}` });
      }
    },
  },
  'all grants are given': {
    arrange: async (room, _, ann) => {
      await makeOwner(room, ann);
      for (let index = 1; index < fixedLimits.maxGrants; index++) {
        await room.invite(ann, { role: 'moderator', tokenDigest: `invitation ${index}` });
        const claim = { invitationDigest: `invitation ${index}`, grantDigest: `grant ${index}` };
        await room.claim({ ...claim, clientNetwork: NETWORK });
      }
      await room.invite(ann, { role: 'moderator', tokenDigest: nativeDigest(OPEN_INVITATION) });
    },
  },
  'Ann and Ben are members': {},
  'the room is full': { settings: { members: 2 } },
  'the network is full': { settings: { membersPerNetwork: 2 } },
  'the server is overloaded': { joinRetryAfterMs: 500 },
  'Ann may send one message': { settings: { messagesPerWindow: 1 } },
  'Ann timed out': {
    arrange: (room, clock) => {
      clock.monotonicMs = defaultRoomSettings.idleMs;
      room.sweep();
    },
  },
  'the message is old': {
    arrange: (_, clock) => {
      clock.monotonicMs = fixedLimits.editableMs + 1;
    },
  },
  'hello has all its reactions': {
    settings: { membersPerNetwork: 0, messagesPerWindow: 0 },
    arrange: async (room) => {
      for (let index = 0; index < fixedLimits.reactionsPerMessage; index++) {
        const { sessionId } = await room.join({ nickname: `reader${index}`, clientNetwork: NETWORK });
        const clientMsgId = crypto.randomUUID();
        await room.react(sessionId, { targetMutationId: HELLO_MUTATION_ID, emoji: '👍', clientMsgId });
      }
    },
  },
  'the room is closed': { arrange: (room) => room.close() },
  'the room throws': {
    arrange: (room) => {
      room.members = () => {
        throw new Error(`secret of ${import.meta.filename}`);
      };
    },
  },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

/** Creates a room in this state. Its ids are id-1, id-2, …, and its clocks stand still. */
export const createScene = async ({ settings, arrange }: Scene): Promise<JournaledRoom> => {
  let ids = 0;
  const clock = { monotonicMs: 0 };
  const room = createMemoryRoom(
    { ...defaultRoomSettings, ...settings },
    {
      now: () => 1_000,
      monotonicNow: () => clock.monotonicMs,
      newId: () => `id-${++ids}`,
      digest: nativeDigest,
      scheduleDelivery: (deliver) => deliver(),
    },
  );
  const ann = await room.join({ nickname: 'Ann', clientNetwork: NETWORK, attemptId: HELLO_ID });
  await room.join({ nickname: 'Ben', clientNetwork: NETWORK });
  await room.send(ann.sessionId, { text: 'hello', clientMsgId: HELLO_ID });
  await arrange?.(room, clock, ann.sessionId);
  return room;
};
