import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { WaitAnswer } from '@mailroom/shared';
import { HoldLimit } from './hold/hold-limit.ts';
import type { WaitRequest } from './hold/wait.ts';
import { createSharedPoll, INITIAL_FEED, transition, type FeedEvent } from './shared-poll.ts';
import { createFakeBrowser } from './testing/fake-tabs.ts';

const request = (since: number, hold = true): WaitRequest => ({ epoch: 'first', since, tab: '', hold });
const mail = (from: number, next: number, missed = 0): WaitAnswer => ({
  type: 'mail',
  epoch: 'first',
  from,
  next,
  missed,
  letters: Array.from({ length: next - from - missed }, (_, index) => ({
    id: from + missed + index,
    at: 0,
    event: { type: 'unknown' },
  })),
});
const reconnect = (next: number): WaitAnswer => ({ type: 'reconnect', epoch: 'first', next });
const never = new AbortController().signal;
/** Runs all pending microtasks. */
const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

interface WaitOptions {
  signal?: AbortSignal;
  presence?: number;
}

/** A request to the room, answered by the test. */
interface Call {
  request: WaitRequest;
  answer: (answer: WaitAnswer) => void;
  fail: (reason?: string) => void;
  isOver: boolean;
}

/** A browser whose tabs share one poll. The test answers for the room. */
const createTestBrowser = (t: TestContext) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const browser = createFakeBrowser();
  const openTab = (options?: { isVisible: boolean }) => {
    const { tabs, ...controls } = browser.open(options);
    const calls: Call[] = [];
    const wait = (request: WaitRequest, signal: AbortSignal) =>
      new Promise<WaitAnswer>((resolve, reject) => {
        const finish = (call: Call, settle: () => void) => {
          call.isOver = true;
          settle();
        };
        const call: Call = {
          request,
          answer: (answer) => finish(call, () => resolve(answer)),
          fail: (reason = 'cut') => finish(call, () => reject(new Error(reason))),
          isOver: false,
        };
        signal.addEventListener('abort', () => finish(call, () => reject(signal.reason)));
        calls.push(call);
      });
    const reconnections: number[] = [];
    const holdLimit = new HoldLimit(() => 0);
    const poll = createSharedPoll({
      wait,
      holdLimit,
      isThrottled: (error) => error instanceof Error && error.message === 'throttled',
      tabs,
      onReconnected: () => reconnections.push(calls.length),
    });
    t.after(() => poll.stop());
    return {
      ...controls,
      poll,
      calls,
      reconnections,
      holdLimit,
      /** This tab's requests to the room that are not answered yet. */
      pendingCalls: () => calls.filter(({ isOver }) => !isOver),
      pendingRequests: () => calls.flatMap((call) => (call.isOver ? [] : call.request)),
      wait: (since: number, hold = true, { signal = never, ...more }: WaitOptions = {}) => {
        const results: unknown[] = [];
        poll.wait({ ...request(since, hold), ...more }, signal).then(
          (answer) => results.push(answer),
          (error: Error) => results.push(error.message),
        );
        return results;
      },
    };
  };
  return { openTab, advance: (ms: number) => t.mock.timers.tick(ms) };
};

test('one wait is parked for all tabs, and all get its answer', async (t) => {
  const { openTab } = createTestBrowser(t);
  const tabs = [openTab(), openTab(), openTab()] as const;
  const [one, two, three] = tabs;
  const results = [one.wait(3), two.wait(3), three.wait(3)];
  await settled();
  assert.deepEqual(
    tabs.map(({ pendingCalls }) => pendingCalls().length),
    [1, 0, 0],
  );
  one.pendingCalls()[0]?.answer(mail(3, 5));
  await settled();
  assert.deepEqual(results, [[mail(3, 5)], [mail(3, 5)], [mail(3, 5)]]);
});

test('a limit that refuses the leading tab does not disconnect the others', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  const [leading, following] = [one.wait(3), two.wait(3)];
  await settled();
  one.pendingCalls()[0]?.fail('throttled');
  await settled();
  assert.deepEqual([leading, following], [['throttled'], []]);
  one.wait(3);
  await settled();
  one.pendingCalls()[0]?.answer(mail(3, 5));
  await settled();
  assert.deepEqual(following, [mail(3, 5)]);
});

test('a tab asks the room itself for an immediate answer', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  two.wait(3, false);
  await settled();
  assert.deepEqual(
    two.pendingCalls().map((call) => call.request),
    [request(3, false)],
  );
});

test('a tab takes the new part of an answer that overlaps its cursor, and asks the room about a gap', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, ahead, behind, lacking] = [openTab(), openTab(), openTab(), openTab()];
  const [, aheadResults] = [one.wait(3), ahead.wait(5), behind.wait(1), lacking.wait(4)];
  await settled();
  one.pendingCalls()[0]?.answer(mail(3, 7));
  await settled();
  assert.deepEqual(aheadResults, [mail(5, 7)]);
  assert.deepEqual(
    behind.pendingCalls().map((call) => call.request),
    [request(1, false)],
  );
  one.wait(7);
  await settled();
  const late = lacking.wait(2);
  one.pendingCalls()[0]?.answer(mail(7, 20, 10));
  await settled();
  assert.deepEqual(late, [], 'an answer with a gap cannot be sliced');
  assert.deepEqual(lacking.pendingCalls().at(-1)?.request, request(2, false));
});

test('an answer that arrives before the next wait is kept for it', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  await settled();
  one.pendingCalls()[0]?.answer(mail(3, 5));
  await settled();
  const results = two.wait(3);
  await settled();
  assert.deepEqual(results, [mail(3, 5)]);
});

test('an empty answer is used once, by the tabs at its cursor', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two, behind] = [openTab(), openTab(), openTab()];
  const first = [one.wait(3), two.wait(3), behind.wait(2)];
  await settled();
  one.pendingCalls()[0]?.answer(reconnect(3));
  await settled();
  const again = two.wait(3);
  await settled();
  assert.deepEqual([first, again], [[[reconnect(3)], [reconnect(3)], []], []]);
  assert.equal(behind.pendingCalls().length, 1);
});

test('presence reaches the tabs that do not have its version', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two, upToDate] = [openTab(), openTab(), openTab()];
  const presence: WaitAnswer = {
    type: 'reconnect',
    epoch: 'first',
    next: 3,
    presence: { version: 2, away: [], typing: ['ben'] },
  };
  const results = [
    one.wait(3, true, { presence: 1 }),
    two.wait(3, true, { presence: 0 }),
    upToDate.wait(3, true, { presence: 2 }),
  ];
  await settled();
  one.pendingCalls()[0]?.answer(presence);
  await settled();
  assert.deepEqual(results, [[presence], [presence], []]);
  assert.deepEqual(two.calls.length + upToDate.calls.length, 0);
});

test('a tab that missed a presence asks the room when the leader says its version', async (t) => {
  const { openTab, advance } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3, true, { presence: 2 });
  two.wait(3, true, { presence: 1 });
  await settled();
  assert.equal(two.calls.length, 0);
  advance(500);
  await settled();
  assert.deepEqual(two.pendingRequests(), [{ ...request(3, false), presence: 1 }]);
});

test('another tab leads from its own cursor when the leader closes', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  const results = two.wait(3);
  await settled();
  one.poll.stop();
  await settled();
  assert.deepEqual(
    two.pendingCalls().map((call) => call.request),
    [request(3)],
  );
  two.pendingCalls()[0]?.answer(mail(3, 4));
  await settled();
  assert.deepEqual(results, [mail(3, 4)]);
});

test('a frozen leader is replaced within two seconds, and asks for what it missed when it thaws', async (t) => {
  const { openTab, advance } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  const thawed = one.wait(3);
  two.wait(3);
  await settled();
  one.freeze();
  for (let half = 0; half < 4; half++) {
    advance(500);
    await settled();
  }
  assert.deepEqual(two.pendingRequests(), [request(3)]);
  two.pendingCalls()[0]?.answer(mail(3, 4));
  await settled();
  one.thaw();
  assert.deepEqual(one.pendingRequests(), [request(3, false)]);
  one.pendingCalls()[0]?.answer(mail(3, 4));
  await settled();
  assert.deepEqual(thawed, [mail(3, 4)]);
});

test('a leader that answers pings keeps the leadership', async (t) => {
  const { openTab, advance } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  two.wait(3);
  for (let half = 0; half < 40; half++) {
    advance(500);
    await settled();
  }
  assert.deepEqual(
    [one, two].map(({ pendingCalls, calls }) => [pendingCalls().length, calls.length]),
    [
      [1, 1],
      [0, 0],
    ],
  );
});

test('the tab that became visible last leads', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab({ isVisible: true }), openTab({ isVisible: true })];
  one.wait(3);
  two.wait(3);
  await settled();
  assert.deepEqual([one.pendingRequests(), two.pendingRequests()], [[request(3, false)], [request(3)]]);
  one.pendingCalls()[0]?.answer(reconnect(3));
  one.wait(3);
  one.show();
  await settled();
  assert.deepEqual([one.pendingRequests(), two.pendingRequests()], [[request(3)], [request(3, false)]]);
});

test('a visible tab replaces a hidden leader', async (t) => {
  const { openTab, advance } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  two.wait(3);
  await settled();
  two.showSilently();
  advance(500);
  await settled();
  assert.deepEqual(two.pendingRequests(), [request(3)]);
});

test('a new leader counts as connected until it says otherwise', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  two.wait(3);
  await settled();
  one.pendingCalls()[0]?.fail();
  await settled();
  two.wait(3, false);
  openTab({ isVisible: true });
  await settled();
  assert.deepEqual(two.pendingRequests(), [request(3, false)]);
});

test('while the leader is disconnected the other tabs send nothing, and continue when it reconnects', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  const [lost, alsoLost] = [one.wait(3), two.wait(3)];
  await settled();
  one.pendingCalls()[0]?.fail();
  await settled();
  assert.deepEqual([lost, alsoLost], [['cut'], ['the leading tab is disconnected']]);
  const waiting = two.wait(3, false);
  await settled();
  assert.equal(two.calls.length, 0);
  one.wait(3, false);
  await settled();
  one.pendingCalls()[0]?.answer(reconnect(3));
  await settled();
  assert.equal(two.reconnections.length, 1);
  assert.equal(two.pendingCalls().length, 1);
  two.pendingCalls()[0]?.answer(reconnect(3));
  await settled();
  assert.deepEqual(waiting, [reconnect(3)]);
});

test('all tabs learn of a restart, and only the leader probes the room', async (t) => {
  const { openTab } = createTestBrowser(t);
  const restarting: WaitAnswer = { type: 'closed', why: 'restarting', retryAfterMs: 1_000 };
  const [one, two] = [openTab(), openTab()];
  const results = [one.wait(3), two.wait(3)];
  await settled();
  one.pendingCalls()[0]?.answer(restarting);
  await settled();
  assert.deepEqual(results, [[restarting], [restarting]]);
  two.wait(3, false);
  await settled();
  assert.equal(two.calls.length, 0);
});

test('a tab that continued in a new ledger takes no reset that leads there', async (t) => {
  const { openTab } = createTestBrowser(t);
  const reset: WaitAnswer = { type: 'reset', why: 'epoch', epoch: 'first', oldest: 0, next: 3 };
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  const results = two.wait(3);
  await settled();
  // The leader is in a former ledger still.
  one.pendingCalls()[0]?.answer(reset);
  await settled();
  assert.deepEqual(results, []);
  one.wait(3);
  await settled();
  one.pendingCalls()[0]?.answer(mail(3, 5));
  await settled();
  assert.deepEqual(results, [mail(3, 5)]);
});

test('a tab that asks the room itself meanwhile still learns that its session expired', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  two.wait(3, false);
  await settled();
  const expired = { type: 'closed', why: 'expired' } as const;
  one.pendingCalls()[0]?.answer(expired);
  await settled();
  // The leader has a new session, and the second tab sends its id.
  one.wait(3);
  await settled();
  one.pendingCalls()[0]?.answer(reconnect(3));
  two.pendingCalls()[0]?.answer(reconnect(3));
  await settled();
  const next = two.wait(3);
  await settled();
  assert.deepEqual(next, [expired]);
});

test('the other tabs learn the longest hold from the leader, and a new leader that knows none learns it from them', async (t) => {
  const { openTab, advance } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.holdLimit.adopt(20_000);
  two.holdLimit.adopt(30_000);
  const limits = () => [one, two].map(({ holdLimit }) => holdLimit.current());
  advance(500);
  await settled();
  assert.deepEqual(limits(), [20_000, 20_000], 'what the leader knows counts');
  const three = openTab({ isVisible: true });
  await settled();
  assert.equal(three.holdLimit.current(), undefined);
  advance(500);
  await settled();
  assert.deepEqual([...limits(), three.holdLimit.current()], [20_000, 20_000, 20_000]);
});

test('a tab that leaves tells the other tabs', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.wait(3);
  const results = two.wait(3);
  await settled();
  one.poll.announce({ type: 'closed', why: 'left' });
  one.poll.stop();
  await settled();
  assert.deepEqual(results, [{ type: 'closed', why: 'left' }]);
});

test('aborting a wait is not a failure of the connection, in any tab', async (t) => {
  const { openTab } = createTestBrowser(t);
  const [one, two] = [openTab(), openTab()];
  const giveUp = new AbortController();
  const results = [one.wait(3, true, { signal: giveUp.signal }), two.wait(3, true, { signal: giveUp.signal })];
  const other = two.wait(3);
  await settled();
  giveUp.abort(new Error('given up'));
  await settled();
  assert.deepEqual([results, other], [[['given up'], ['given up']], []]);
});

test('a tab without a channel to other tabs asks the room itself', async () => {
  const { wait } = createSharedPoll({
    wait: () => Promise.resolve(mail(3, 4)),
    tabs: undefined,
    onReconnected: () => {},
  });
  assert.deepEqual(await wait(request(3), never), mail(3, 4));
});

test('the feed follows what the leader says of its connection', () => {
  const connected = transition(INITIAL_FEED, { type: 'answer', answer: mail(3, 5) });
  assert.deepEqual(connected, { name: 'connected', lastAnswer: mail(3, 5), presence: 0 });
  assert.deepEqual(transition(connected, { type: 'disconnected' }), {
    name: 'disconnected',
    lastAnswer: undefined,
    presence: 0,
  });
  const alive = { type: 'alive', isVisible: true, isConnected: false, presence: 7 } as const;
  assert.deepEqual(transition(connected, alive), { name: 'disconnected', lastAnswer: mail(3, 5), presence: 7 });
  for (const type of ['elected', 'answered'] as const) {
    assert.equal(transition(transition(connected, alive), { type }).name, 'connected');
  }
  assert.equal(transition(connected, { type: 'failed' }).name, 'disconnected');
});

test('the answer “restarting” disconnects the feed, any other “closed” does not', () => {
  const closed = (why: 'restarting' | 'left'): WaitAnswer => ({ type: 'closed', why });
  assert.equal(transition(INITIAL_FEED, { type: 'answer', answer: closed('restarting') }).name, 'disconnected');
  assert.equal(transition(INITIAL_FEED, { type: 'answer', answer: closed('left') }).name, 'connected');
});

test('the feed keeps the end of the session until it was used', () => {
  const closed = (why: 'restarting' | 'expired'): WaitAnswer => ({ type: 'closed', why });
  const after = (first: WaitAnswer, event: FeedEvent) =>
    transition(transition(INITIAL_FEED, { type: 'answer', answer: first }), event).lastAnswer;
  const later = { type: 'answer', answer: reconnect(3) } as const;
  assert.deepEqual(after(closed('expired'), later), closed('expired'));
  assert.deepEqual(after(closed('expired'), { type: 'disconnected' }), closed('expired'));
  assert.equal(after(closed('expired'), { type: 'answer-used' }), undefined);
  assert.deepEqual(after(closed('restarting'), later), reconnect(3));
});

test('the feed forgets an answer that was used, a presence that was requested, and both with the leadership', () => {
  const feed = transition(transition(INITIAL_FEED, { type: 'answer', answer: mail(3, 5) }), {
    type: 'asked',
    presence: 4,
  });
  assert.deepEqual(feed, { name: 'connected', lastAnswer: mail(3, 5), presence: 4 });
  assert.deepEqual(transition(feed, { type: 'answer-used' }), { ...feed, lastAnswer: undefined });
  assert.deepEqual(transition(feed, { type: 'presence-requested' }), { ...feed, presence: 0 });
  assert.deepEqual(transition(feed, { type: 'deposed' }), INITIAL_FEED);
});
