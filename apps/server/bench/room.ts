// Measures the CPU and memory costs of the chat room without HTTP, as ratios within one run (`npm run bench`).
import { defaultRoomSettings, type JoinResult } from '@mailroom/shared';
import { Ledger } from '../src/chat/ledger/ledger.ts';
import { PostOffice } from '../src/chat/mailbox/post-office.ts';
import { SynchronousRoom } from '../src/chat/testing/synchronous-room.ts';
import { nativeDigest } from '../src/runtime/native-digest.ts';
import { cpuMicros, median } from './figures.ts';
import { nicknameOf } from './nickname-of.ts';

const createRoom = () => {
  let ids = 0;
  const environment = {
    now: () => 0,
    monotonicNow: () => 0,
    newId: () => `id-${(ids += 1)}`,
    digest: nativeDigest,
    scheduleDelivery: (deliver: () => void) => deliver(),
  };
  return new SynchronousRoom({ ...defaultRoomSettings, members: 0, membersPerNetwork: 0 }, environment);
};

/** Returns the CPU µs of joining a room of `size` members, using the result, and leaving again; the mean of `count` joins. */
const measureJoin = (size: number, count: number, useResult: (result: JoinResult) => unknown) => {
  const room = createRoom();
  for (let i = 0; i < size; i++) room.join({ nickname: nicknameOf(i), clientNetwork: `h${i}` });
  globalThis.gc?.();
  const startedAt = cpuMicros();
  for (let i = 0; i < count; i++) {
    const { sessionId, result } = room.join({ nickname: nicknameOf(size + i), clientNetwork: `g${i}` });
    useResult(result);
    room.leave(sessionId, {});
  }
  return (cpuMicros() - startedAt) / count;
};

const compareJoins = (title: string, count: number, useResult: (result: JoinResult) => unknown) => {
  measureJoin(49, count, useResult);
  measureJoin(4_999, count, useResult);
  const pairs = Array.from(
    { length: 9 },
    () => [measureJoin(49, count, useResult), measureJoin(4_999, count, useResult)] as const,
  );
  const [small, large] = [median(pairs.map(([a]) => a)), median(pairs.map(([, b]) => b))];
  const ratio = median(pairs.map(([a, b]) => b / a));
  console.log(
    `${title}, the 50th: ${small.toFixed(1)} µs CPU, the 5,000th: ${large.toFixed(1)} µs, ratio ${ratio.toFixed(2)}`,
  );
};

const benchJoin = () => {
  compareJoins('join and leave (ratio at most 1.5)', 5_000, () => {});
  // The result contains all nicknames, so serializing it takes time in proportion to the members.
  compareJoins('join and leave, with the result serialized', 1_000, (result) => JSON.stringify(result));
};

const heapAfterCollection = () => {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const benchBroadcasts = () => {
  const { ledgerLetters, ledgerBytes, ledgerMemberships, ledgerMembershipBytes } = defaultRoomSettings;
  const ledger = new Ledger({
    epoch: 'bench',
    messages: { letters: ledgerLetters, bytes: ledgerBytes },
    memberships: { letters: ledgerMemberships, bytes: ledgerMembershipBytes },
  });
  const postOffice = new PostOffice({
    ledger,
    maxWaitsPerMailbox: 8,
    maxParkedWaits: 0,
    scheduleDelivery: (deliver) => deliver(),
  });
  for (let i = 0; i < 100; i++) postOffice.open({ address: `absent ${i}`, firstLetterId: 0 });
  const member = { id: 'ann', nickname: 'Ann' };
  const broadcast = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      postOffice.broadcast({ type: 'said', member, text: `message ${i}`, mutationId: `id ${i}` }, i);
    }
  };
  broadcast(0, 10_000);
  const early = heapAfterCollection();
  const startedAt = cpuMicros();
  broadcast(10_000, 1_000_000);
  const micros = (cpuMicros() - startedAt) / 990_000;
  const late = heapAfterCollection();
  console.log(`heap after 10,000 broadcasts:        ${(early / 1024).toFixed(0)} KiB`);
  console.log(`heap after 1,000,000 broadcasts:     ${(late / 1024).toFixed(0)} KiB`);
  console.log(`ratio, 100 absent members:           ${(late / early).toFixed(3)} (at most 1.1)`);
  console.log(`one broadcast:                       ${micros.toFixed(2)} µs CPU`);
};

benchJoin();
benchBroadcasts();
