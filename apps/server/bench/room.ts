// What the room's core costs, as ratios within one run: `npm run bench`.
import { defaultRoomSettings, type JoinResult } from '@mailroom/shared';
import { ChatRoom } from '../src/chat/chat-room.ts';
import { Ledger } from '../src/chat/ledger.ts';
import { PostOffice } from '../src/chat/post-office.ts';

const aRoom = () => {
  let ids = 0;
  const environment = {
    now: () => 0,
    monotonicNow: () => 0,
    newId: () => `id-${(ids += 1)}`,
    scheduleDelivery: (deliver: () => void) => deliver(),
  };
  return new ChatRoom({ ...defaultRoomSettings, members: 0, membersPerNetwork: 0 }, environment);
};

/** A nickname for each number, of letters that look like no others. */
const nickname = (number: number) =>
  number.toString(16).replaceAll(/./g, (digit) => 'abcdefghkpqstuxz'.charAt(Number.parseInt(digit, 16)));

const cpuMicros = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** CPU µs for one join into a room of `size` members and what becomes of its answer, followed by a leave so that the size stays. */
const joinInto = (size: number, times: number, becomes: (visit: JoinResult) => unknown) => {
  const room = aRoom();
  for (let i = 0; i < size; i++) room.join({ nickname: nickname(i), clientNetwork: `h${i}` });
  globalThis.gc?.();
  const begun = cpuMicros();
  for (let i = 0; i < times; i++) {
    const { sessionId, result } = room.join({ nickname: nickname(size + i), clientNetwork: `g${i}` });
    becomes(result);
    room.leave(sessionId, {});
  }
  return (cpuMicros() - begun) / times;
};

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const compareJoins = (what: string, times: number, becomes: (visit: JoinResult) => unknown) => {
  joinInto(49, times, becomes);
  joinInto(4_999, times, becomes);
  const pairs = Array.from(
    { length: 9 },
    () => [joinInto(49, times, becomes), joinInto(4_999, times, becomes)] as const,
  );
  const [small, large] = [median(pairs.map(([a]) => a)), median(pairs.map(([, b]) => b))];
  const ratio = median(pairs.map(([a, b]) => b / a));
  console.log(
    `${what}, the 50th: ${small.toFixed(1)} µs CPU, the 5,000th: ${large.toFixed(1)} µs, ratio ${ratio.toFixed(2)}`,
  );
};

const benchJoin = () => {
  compareJoins('join and leave (ratio at most 1.5)', 5_000, () => {});
  // What the answer costs is another matter: it holds everyone's nickname.
  compareJoins('join and leave, the answer written as JSON', 1_000, (visit) => JSON.stringify(visit));
};

const heapAfterCollection = () => {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const benchBroadcasts = () => {
  const { ledgerLetters: maxLetters, ledgerBytes: maxBytes } = defaultRoomSettings;
  const ledger = new Ledger({ epoch: 'bench', maxLetters, maxBytes });
  const postOffice = new PostOffice({ ledger, maxWaitsPerMailbox: 8, maxParkedWaits: 0, scheduleDelivery: (task) => task() });
  for (let i = 0; i < 100; i++) postOffice.open({ address: `absent ${i}`, firstLetterId: 0 });
  const member = { id: 'ann', nickname: 'Ann' };
  const say = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      postOffice.broadcast({ type: 'said', member, text: `line ${i}`, clientMsgId: `id ${i}` }, i);
    }
  };
  say(0, 10_000);
  const early = heapAfterCollection();
  const begun = cpuMicros();
  say(10_000, 1_000_000);
  const micros = (cpuMicros() - begun) / 990_000;
  const late = heapAfterCollection();
  console.log(`heap after 10,000 broadcasts:        ${(early / 1024).toFixed(0)} KiB`);
  console.log(`heap after 1,000,000 broadcasts:     ${(late / 1024).toFixed(0)} KiB`);
  console.log(`ratio, 100 absent members:           ${(late / early).toFixed(3)} (at most 1.1)`);
  console.log(`one broadcast:                       ${micros.toFixed(2)} µs CPU`);
};

benchJoin();
benchBroadcasts();
