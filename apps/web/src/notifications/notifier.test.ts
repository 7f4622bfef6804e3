import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Bell, type LinePlace, type Tally } from './notifier.ts';

const line = (id: number, epoch = 'first'): LinePlace => ({ epoch, id });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A browser whose tabs are shown, covered and told by hand, and what they tell. */
const aBrowser = (t: TestContext) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const tallies = new Map<string, Tally>();
  const told: string[] = [];
  const openTab = (name: string) => {
    const tab = { isLookedAt: false };
    const bell = new Bell({
      changeTally: async (epoch, change) => {
        await settled();
        const before = tallies.get(epoch) ?? { next: 0, told: 0 };
        tallies.set(epoch, change(before));
        return before;
      },
      isLookedAt: () => tab.isLookedAt,
      tell: (lines, count) => told.push(`${name}: ${lines.map(({ id }) => id).join(', ')} (${count})`),
    });
    t.after(() => bell.stop());
    return Object.assign(bell, { looks: (isLookedAt: boolean) => (tab.isLookedAt = isLookedAt) });
  };
  const pass = async (ms: number) => {
    t.mock.timers.tick(ms);
    await settled();
    await settled();
  };
  return { openTab, pass, told };
};

test('of two tabs that nobody looks at one tells', async (t) => {
  const { openTab, pass, told } = aBrowser(t);
  const [one, other] = [openTab('one'), openTab('other')];
  one.hear([line(5)]);
  other.hear([line(5)]);
  await pass(1_000);
  assert.deepEqual(told, ['one: 5 (1)']);
});

test('what a tab hears late was told of by another', async (t) => {
  const { openTab, pass, told } = aBrowser(t);
  const [one, other] = [openTab('one'), openTab('other')];
  one.hear([line(5)]);
  await pass(60_000);
  other.hear([line(5)]);
  await pass(1_000);
  assert.deepEqual(told, ['one: 5 (1)']);
});

test('nobody tells of what came to a tab that is looked at, also not a tab that heard of it before', async (t) => {
  const { openTab, pass, told } = aBrowser(t);
  const [seen, other] = [openTab('seen'), openTab('other')];
  seen.looks(true);
  other.hear([line(5)]);
  await pass(900);
  seen.hear([line(5)]);
  await pass(60_000);
  assert.deepEqual(told, []);
});

test('what came just before one looked is not told of', async (t) => {
  const { openTab, pass, told } = aBrowser(t);
  const [one, other] = [openTab('one'), openTab('other')];
  one.hear([line(5)]);
  other.hear([line(5)]);
  one.looks(true);
  one.look('first', 6);
  await pass(60_000);
  assert.deepEqual(told, []);
});

test('who looks while a line is being taken is not told of it', async (t) => {
  const { openTab, pass, told } = aBrowser(t);
  const one = openTab('one');
  one.hear([line(5)]);
  t.mock.timers.tick(1_000);
  one.looks(true);
  one.look('first', 6);
  await pass(60_000);
  assert.deepEqual(told, []);
});

test('a flood is told of every 5 s, with how many lines there were since the room was looked at', async (t) => {
  const { openTab, pass, told } = aBrowser(t);
  const [one, other] = [openTab('one'), openTab('other')];
  for (let id = 0; id < 12; id++) {
    one.hear([line(id)]);
    other.hear([line(id)]);
    await pass(1_000);
  }
  await pass(60_000);
  assert.deepEqual(told, ['one: 0 (1)', 'one: 1, 2, 3, 4, 5 (6)', 'one: 6, 7, 8, 9, 10 (11)', 'one: 11 (12)']);
  one.look('first', 12);
  await pass(0);
  other.hear([line(12)]);
  await pass(5_000);
  assert.equal(told.at(-1), 'other: 12 (1)');
});

test('what comes while other lines are being taken is told of after them', async (t) => {
  const { openTab, pass, told } = aBrowser(t);
  const one = openTab('one');
  one.hear([line(0)]);
  await pass(1_000);
  one.hear([line(1)]);
  t.mock.timers.tick(5_000);
  one.hear([line(2)]);
  for (const ms of [0, 1_000, 5_000]) await pass(ms);
  assert.deepEqual(told, ['one: 0 (1)', 'one: 1 (2)', 'one: 2 (3)']);
});

test('another ledger counts anew', async (t) => {
  const { openTab, pass, told } = aBrowser(t);
  const one = openTab('one');
  one.hear([line(900)]);
  await pass(500);
  one.hear([line(0, 'second')]);
  await pass(500);
  assert.deepEqual(told, ['one: 900 (1)', 'one: 0 (1)']);
});

test('where no tally can be kept nothing is told', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const bell = new Bell({
    changeTally: () => Promise.reject(new Error('forbidden')),
    isLookedAt: () => false,
    tell: () => assert.fail('told'),
  });
  t.after(() => bell.stop());
  bell.hear([line(5)]);
  t.mock.timers.tick(1_000);
  await settled();
  bell.look('first', 6);
  await settled();
});
