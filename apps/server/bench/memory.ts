// Measures what the room remembers, in bytes of heap, as one table (`npm run bench`).
import { defaultRoomSettings, type RoomSettings } from '@mailroom/shared';
import { Budget } from '../src/chat/limits/budget.ts';
import { SynchronousRoom } from '../src/chat/testing/synchronous-room.ts';
import { nativeDigest } from '../src/runtime/native-digest.ts';
import { nicknameOf } from './nickname-of.ts';

const createRoom = (settings: Partial<RoomSettings>) => {
  let ids = 0;
  const environment = {
    time: 0,
    now: () => 1_700_000_000_000,
    monotonicNow: () => environment.time,
    // Of the length of real ids, and each a string of its own.
    newId: () => Buffer.from((ids += 1).toString().padStart(16, '0')).toString('base64url'),
    digest: nativeDigest,
    scheduleDelivery: (deliver: () => void) => deliver(),
  };
  const room = new SynchronousRoom(
    { ...defaultRoomSettings, members: 0, membersPerNetwork: 0, ...settings },
    environment,
  );
  return { room, environment };
};

const heapAfterCollection = () => {
  for (let count = 0; count < 4; count++) {
    globalThis.gc?.({ execution: 'sync', flavor: 'last-resort', type: 'major' });
  }
  return process.memoryUsage().heapUsed;
};

/** Returns the bytes of heap that `add` takes for each of `count`. */
const bytesPer = (count: number, add: (number: number) => void) => {
  const before = heapAfterCollection();
  for (let number = 0; number < count; number++) add(number);
  return (heapAfterCollection() - before) / count;
};

const uuidOf = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

const measures: Record<string, () => number> = {
  'a member without a parked wait': () => {
    const { room } = createRoom({ ledgerMemberships: 10 });
    const bytes = bytesPer(5_000, (number) => {
      room.join({ nickname: nicknameOf(number), clientNetwork: `h${number}` });
    });
    // Otherwise the room is collected before it is measured.
    room.sweep();
    return bytes;
  },
  'a parked wait in the room (with the connection: bench/wire.ts)': () => {
    const { room } = createRoom({ ledgerMemberships: 10 });
    const sessions = Array.from({ length: 5_000 }, (_, number) => {
      const { sessionId, result } = room.join({ nickname: nicknameOf(number), clientNetwork: `h${number}` });
      return { sessionId, since: result.next };
    });
    const { next } = room.position();
    const listener = () => {};
    return bytesPer(5_000, (number) => void room.wait(sessions[number]?.sessionId ?? '', { since: next }, listener));
  },
  'a remembered mutation': () => {
    const { room } = createRoom({ messagesPerWindow: 0, ledgerLetters: 10 });
    const { sessionId } = room.join({ nickname: 'Ann', clientNetwork: 'h' });
    return bytesPer(
      10_000,
      (number) => void room.send(sessionId, { text: 'x'.repeat(256), clientMsgId: uuidOf(number) }),
    );
  },
  'an absentee': () => {
    const { room, environment } = createRoom({ ledgerMemberships: 10, idleMs: 1_000 });
    return bytesPer(5_000, (number) => {
      room.join({ nickname: nicknameOf(number), clientNetwork: `h${number}` });
      if (number < 4_999) return;
      environment.time += 2_000;
      room.sweep();
    });
  },
  'a membership letter': () => {
    const { room } = createRoom({ ledgerMemberships: 0, ledgerMembershipBytes: 0 });
    const joinAndLeave = (number: number) => {
      const { sessionId } = room.join({ nickname: nicknameOf(number), clientNetwork: 'h' });
      room.leave(sessionId, {});
    };
    return bytesPer(10_000, joinAndLeave) / 2;
  },
  'a network, for each kind of budget': () => {
    const budget = new Budget(100);
    const now = 0;
    return bytesPer(10_000, (number) =>
      budget.charge({ clientNetwork: `10.1.${number >> 8}.${number & 255}` }, { now }),
    );
  },
  'an IPv6 network with its /48, for each kind of budget': () => {
    const budget = new Budget(100);
    const now = 0;
    return bytesPer(10_000, (number) =>
      budget.charge({ clientNetwork: `2001:db8:${number.toString(16)}:0::/64` }, { now }),
    );
  },
};

console.log('bytes of heap');
for (const [name, measure] of Object.entries(measures)) {
  // The first run also compiles the code.
  measure();
  console.log(`${measure().toFixed(0).padStart(7)}  ${name}`);
}
