import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { WaitAnswer } from '@mailroom/shared';
import type { WaitRequest } from './room-api.ts';
import { createSharedPoll } from './shared-poll.ts';
import { createFakeBrowser } from './testing/fake-tabs.ts';

const question = (since: number, hold = true): WaitRequest => ({ epoch: 'first', since, tab: '', hold });
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
/** Lets everything that is ready to happen happen. */
const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

interface Asking {
  signal?: AbortSignal;
  presence?: number;
}

interface Call {
  question: WaitRequest;
  answer: (answer: WaitAnswer) => void;
  fail: () => void;
  isOver: boolean;
}

/** A browser whose tabs share one poll of a room that is answered for by hand. */
const aBrowser = (t: TestContext) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const browser = createFakeBrowser();
  const openTab = (options?: { isShown: boolean }) => {
    const { tabs, ...hand } = browser.open(options);
    const asked: Call[] = [];
    const ask = (asking: WaitRequest, signal: AbortSignal) =>
      new Promise<WaitAnswer>((resolve, reject) => {
        const over = (call: Call, end: () => void) => {
          call.isOver = true;
          end();
        };
        const call: Call = {
          question: asking,
          answer: (answer) => over(call, () => resolve(answer)),
          fail: () => over(call, () => reject(new Error('cut'))),
          isOver: false,
        };
        signal.addEventListener('abort', () => over(call, () => reject(signal.reason)));
        asked.push(call);
      });
    const timesHeardAgain: number[] = [];
    const poll = createSharedPoll({ ask, tabs, onHeardAgain: () => timesHeardAgain.push(asked.length) });
    t.after(() => poll.stop());
    return {
      ...hand,
      poll,
      asked,
      timesHeardAgain,
      /** What is asked of the room by this tab and not answered yet. */
      underWay: () => asked.filter(({ isOver }) => !isOver),
      questions: () => asked.flatMap((call) => (call.isOver ? [] : call.question)),
      asks: (since: number, hold = true, { signal = never, ...more }: Asking = {}) => {
        const said: unknown[] = [];
        poll.ask({ ...question(since, hold), ...more }, signal).then(
          (answer) => said.push(answer),
          (error: Error) => said.push(error.message),
        );
        return said;
      },
    };
  };
  return { openTab, pass: (ms: number) => t.mock.timers.tick(ms) };
};

test('however many tabs ask, one wait is parked, and all are told what it brings', async (t) => {
  const { openTab } = aBrowser(t);
  const tabs = [openTab(), openTab(), openTab()] as const;
  const [one, two, three] = tabs;
  const said = [one.asks(3), two.asks(3), three.asks(3)];
  await settled();
  assert.deepEqual(
    tabs.map(({ underWay }) => underWay().length),
    [1, 0, 0],
  );
  one.underWay()[0]?.answer(mail(3, 5));
  await settled();
  assert.deepEqual(said, [[mail(3, 5)], [mail(3, 5)], [mail(3, 5)]]);
});

test('a question that wants no hold is asked by whoever has it', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.asks(3);
  two.asks(3, false);
  await settled();
  assert.deepEqual(
    two.underWay().map((call) => call.question),
    [question(3, false)],
  );
});

test('who is told more than they know takes what is new, and who is told less than fits asks the room', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, ahead, behind, lacking] = [openTab(), openTab(), openTab(), openTab()];
  const [, aheadSaid] = [one.asks(3), ahead.asks(5), behind.asks(1), lacking.asks(4)];
  await settled();
  one.underWay()[0]?.answer(mail(3, 7));
  await settled();
  assert.deepEqual(aheadSaid, [mail(5, 7)]);
  assert.deepEqual(
    behind.underWay().map((call) => call.question),
    [question(1, false)],
  );
  one.asks(7);
  await settled();
  const late = lacking.asks(2);
  one.underWay()[0]?.answer(mail(7, 20, 10));
  await settled();
  assert.deepEqual(late, [], 'a gap can be cut nowhere');
  assert.deepEqual(lacking.underWay().at(-1)?.question, question(2, false));
});

test('what was told while nobody listened is not forgotten', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.asks(3);
  await settled();
  one.underWay()[0]?.answer(mail(3, 5));
  await settled();
  const said = two.asks(3);
  await settled();
  assert.deepEqual(said, [mail(3, 5)]);
});

test('a hold that ran out is told once, and to those whom it fits', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two, behind] = [openTab(), openTab(), openTab()];
  const first = [one.asks(3), two.asks(3), behind.asks(2)];
  await settled();
  one.underWay()[0]?.answer(reconnect(3));
  await settled();
  const again = two.asks(3);
  await settled();
  assert.deepEqual([first, again], [[[reconnect(3)], [reconnect(3)], []], []]);
  assert.equal(behind.underWay().length, 1);
});

test('signs are told to all tabs, and to none that knows them', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two, knowing] = [openTab(), openTab(), openTab()];
  const signs: WaitAnswer = {
    type: 'reconnect',
    epoch: 'first',
    next: 3,
    presence: { version: 2, away: [], typing: ['ben'] },
  };
  const said = [one.asks(3, true, { presence: 1 }), two.asks(3, true, { presence: 0 }), knowing.asks(3, true, { presence: 2 })];
  await settled();
  one.underWay()[0]?.answer(signs);
  await settled();
  assert.deepEqual(said, [[signs], [signs], []]);
  assert.deepEqual(two.asked.length + knowing.asked.length, 0);
});

test('whoever did not hear of signs asks the room, once they hear which the leader knows', async (t) => {
  const { openTab, pass } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.asks(3, true, { presence: 2 });
  two.asks(3, true, { presence: 1 });
  await settled();
  assert.equal(two.asked.length, 0);
  pass(500);
  await settled();
  assert.deepEqual(two.questions(), [{ ...question(3, false), presence: 1 }]);
});

test('a tab that closes leaves the lead to another, which asks from where it stands', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.asks(3);
  const said = two.asks(3);
  await settled();
  one.poll.stop();
  await settled();
  assert.deepEqual(
    two.underWay().map((call) => call.question),
    [question(3)],
  );
  two.underWay()[0]?.answer(mail(3, 4));
  await settled();
  assert.deepEqual(said, [mail(3, 4)]);
});

test('a leader that is frozen is deposed within two seconds; what it missed by then it asks for', async (t) => {
  const { openTab, pass } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  const thawed = one.asks(3);
  two.asks(3);
  await settled();
  one.freeze();
  for (let half = 0; half < 4; half++) {
    pass(500);
    await settled();
  }
  assert.deepEqual(two.questions(), [question(3)]);
  two.underWay()[0]?.answer(mail(3, 4));
  await settled();
  one.thaw();
  assert.deepEqual(one.questions(), [question(3, false)]);
  one.underWay()[0]?.answer(mail(3, 4));
  await settled();
  assert.deepEqual(thawed, [mail(3, 4)]);
});

test('a leader that answers pings is left alone', async (t) => {
  const { openTab, pass } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.asks(3);
  two.asks(3);
  for (let half = 0; half < 40; half++) {
    pass(500);
    await settled();
  }
  assert.deepEqual(
    [one, two].map(({ underWay, asked }) => [underWay().length, asked.length]),
    [
      [1, 1],
      [0, 0],
    ],
  );
});

test('the tab that is looked at leads', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two] = [openTab({ isShown: true }), openTab({ isShown: true })];
  one.asks(3);
  two.asks(3);
  await settled();
  assert.deepEqual([one.questions(), two.questions()], [[question(3, false)], [question(3)]]);
  one.underWay()[0]?.answer(reconnect(3));
  one.asks(3);
  one.show();
  await settled();
  assert.deepEqual([one.questions(), two.questions()], [[question(3)], [question(3, false)]]);
});

test('a leader that nobody sees hands over to a tab that is seen', async (t) => {
  const { openTab, pass } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.asks(3);
  two.asks(3);
  await settled();
  two.isSeenFromNowOn();
  pass(500);
  await settled();
  assert.deepEqual(two.questions(), [question(3)]);
});

test('a new leader that has said nothing yet is believed to hear', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.asks(3);
  two.asks(3);
  await settled();
  one.underWay()[0]?.fail();
  await settled();
  two.asks(3, false);
  openTab({ isShown: true });
  await settled();
  assert.deepEqual(two.questions(), [question(3, false)]);
});

test('when the leader hears nothing the others know, ask nothing, and go on when it hears again', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  const [lost, alsoLost] = [one.asks(3), two.asks(3)];
  await settled();
  one.underWay()[0]?.fail();
  await settled();
  assert.deepEqual([lost, alsoLost], [['cut'], ['the tab that leads hears nothing']]);
  const waiting = two.asks(3, false);
  await settled();
  assert.equal(two.asked.length, 0);
  one.asks(3, false);
  await settled();
  one.underWay()[0]?.answer(reconnect(3));
  await settled();
  assert.equal(two.timesHeardAgain.length, 1);
  assert.equal(two.underWay().length, 1);
  two.underWay()[0]?.answer(reconnect(3));
  await settled();
  assert.deepEqual(waiting, [reconnect(3)]);
});

test('a room that restarts is news for all tabs, and the others let the leader try', async (t) => {
  const { openTab } = aBrowser(t);
  const restarting: WaitAnswer = { type: 'closed', why: 'restarting', retryAfterMs: 1_000 };
  const [one, two] = [openTab(), openTab()];
  const said = [one.asks(3), two.asks(3)];
  await settled();
  one.underWay()[0]?.answer(restarting);
  await settled();
  assert.deepEqual(said, [[restarting], [restarting]]);
  two.asks(3, false);
  await settled();
  assert.equal(two.asked.length, 0);
});

test('a tab that left says so to the others', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  one.asks(3);
  const said = two.asks(3);
  await settled();
  one.poll.tell({ type: 'closed', why: 'left' });
  one.poll.stop();
  await settled();
  assert.deepEqual(said, [{ type: 'closed', why: 'left' }]);
});

test('a question that is given up is given up in every tab, and is no failure', async (t) => {
  const { openTab } = aBrowser(t);
  const [one, two] = [openTab(), openTab()];
  const giving = new AbortController();
  const said = [one.asks(3, true, { signal: giving.signal }), two.asks(3, true, { signal: giving.signal })];
  const other = two.asks(3);
  await settled();
  giving.abort(new Error('given up'));
  await settled();
  assert.deepEqual([said, other], [[['given up'], ['given up']], []]);
});

test('without other tabs to talk to, every tab asks for itself', async () => {
  const { ask } = createSharedPoll({ ask: () => Promise.resolve(mail(3, 4)), tabs: undefined, onHeardAgain: () => {} });
  assert.deepEqual(await ask(question(3), never), mail(3, 4));
});
