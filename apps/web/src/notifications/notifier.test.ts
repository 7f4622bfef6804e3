import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Notifier, type MessageRef, type NotifiedTally } from './notifier.ts';

const message = (id: number, epoch = 'first'): MessageRef => ({ epoch, id });
const flushPromises = () => new Promise((resolve) => setImmediate(resolve));

/** A fake browser with manual time. `shown` lists the notifications as "tab: message ids (count)". */
const createBrowser = (t: TestContext) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const tallies = new Map<string, NotifiedTally>();
  const shown: string[] = [];
  const openTab = (name: string) => {
    const page = { isVisible: false };
    const notifier = new Notifier({
      updateTally: async (epoch, update) => {
        await flushPromises();
        const before = tallies.get(epoch) ?? { next: 0, notifiedCount: 0 };
        tallies.set(epoch, update(before));
        return before;
      },
      isPageVisible: () => page.isVisible,
      notify: (messages, count) => shown.push(`${name}: ${messages.map(({ id }) => id).join(', ')} (${count})`),
    });
    t.after(() => notifier.stop());
    return Object.assign(notifier, { setVisible: (isVisible: boolean) => (page.isVisible = isVisible) });
  };
  const advance = async (ms: number) => {
    t.mock.timers.tick(ms);
    await flushPromises();
    await flushPromises();
  };
  return { openTab, advance, shown };
};

test('of two hidden tabs only one notifies', async (t) => {
  const { openTab, advance, shown } = createBrowser(t);
  const [first, second] = [openTab('first'), openTab('second')];
  first.onMessages([message(5)]);
  second.onMessages([message(5)]);
  await advance(1_000);
  assert.deepEqual(shown, ['first: 5 (1)']);
});

test('a tab that receives a message late does not notify again', async (t) => {
  const { openTab, advance, shown } = createBrowser(t);
  const [first, second] = [openTab('first'), openTab('second')];
  first.onMessages([message(5)]);
  await advance(60_000);
  second.onMessages([message(5)]);
  await advance(1_000);
  assert.deepEqual(shown, ['first: 5 (1)']);
});

test('a message in a visible tab causes no notification, even if a hidden tab received it first', async (t) => {
  const { openTab, advance, shown } = createBrowser(t);
  const [visible, hidden] = [openTab('visible'), openTab('hidden')];
  visible.setVisible(true);
  hidden.onMessages([message(5)]);
  await advance(900);
  visible.onMessages([message(5)]);
  await advance(60_000);
  assert.deepEqual(shown, []);
});

test('a message that arrived just before the tab became visible causes no notification', async (t) => {
  const { openTab, advance, shown } = createBrowser(t);
  const [first, second] = [openTab('first'), openTab('second')];
  first.onMessages([message(5)]);
  second.onMessages([message(5)]);
  first.setVisible(true);
  first.markSeen('first', 6);
  await advance(60_000);
  assert.deepEqual(shown, []);
});

test('a tab that becomes visible during a claim does not notify', async (t) => {
  const { openTab, advance, shown } = createBrowser(t);
  const tab = openTab('tab');
  tab.onMessages([message(5)]);
  t.mock.timers.tick(1_000);
  tab.setVisible(true);
  tab.markSeen('first', 6);
  await advance(60_000);
  assert.deepEqual(shown, []);
});

test('a burst is notified every 5 s, with the number of messages since the room was last seen', async (t) => {
  const { openTab, advance, shown } = createBrowser(t);
  const [first, second] = [openTab('first'), openTab('second')];
  for (let id = 0; id < 12; id++) {
    first.onMessages([message(id)]);
    second.onMessages([message(id)]);
    await advance(1_000);
  }
  await advance(60_000);
  assert.deepEqual(shown, ['first: 0 (1)', 'first: 1, 2, 3, 4, 5 (6)', 'first: 6, 7, 8, 9, 10 (11)', 'first: 11 (12)']);
  first.markSeen('first', 12);
  await advance(0);
  second.onMessages([message(12)]);
  await advance(5_000);
  assert.equal(shown.at(-1), 'second: 12 (1)');
});

test('a message that arrives during a claim is notified after it', async (t) => {
  const { openTab, advance, shown } = createBrowser(t);
  const tab = openTab('tab');
  tab.onMessages([message(0)]);
  await advance(1_000);
  tab.onMessages([message(1)]);
  t.mock.timers.tick(5_000);
  tab.onMessages([message(2)]);
  for (const ms of [0, 1_000, 5_000]) await advance(ms);
  assert.deepEqual(shown, ['tab: 0 (1)', 'tab: 1 (2)', 'tab: 2 (3)']);
});

test('another ledger has its own tally', async (t) => {
  const { openTab, advance, shown } = createBrowser(t);
  const tab = openTab('tab');
  tab.onMessages([message(900)]);
  await advance(500);
  tab.onMessages([message(0, 'second')]);
  await advance(500);
  assert.deepEqual(shown, ['tab: 900 (1)', 'tab: 0 (1)']);
});
