import assert from 'node:assert/strict';
import test from 'node:test';
import { createFakeBrowser } from './testing/fake-tabs.ts';
import { TabLeader, transition, type LeaderEvent, type LeaderState } from './tab-leader.ts';

const following = (unansweredPings = 0): LeaderState => ({ name: 'following', unansweredPings });
const claiming = (unansweredPings = 0): LeaderState => ({ name: 'claiming', unansweredPings });
const leading: LeaderState = { name: 'leading' };
const stopped: LeaderState = { name: 'stopped' };

const events: readonly LeaderEvent[] = ['tick', 'leader-alive', 'leader-hidden', 'shown', 'elected', 'deposed', 'stop'];

test('a follower pings the leader twice, and then claims the leadership', () => {
  assert.deepEqual(transition(following(0), 'tick'), { state: following(1), command: 'ping' });
  assert.deepEqual(transition(following(1), 'tick'), { state: following(2), command: 'ping' });
  assert.deepEqual(transition(following(2), 'tick'), { state: claiming(), command: 'steal' });
});

test('a claim that is not granted is repeated after as many pings', () => {
  assert.deepEqual(transition(claiming(0), 'tick'), { state: claiming(1), command: 'ping' });
  assert.deepEqual(transition(claiming(2), 'tick'), { state: claiming(), command: 'steal' });
});

test('a message of the leader answers all pings', () => {
  assert.deepEqual(transition(following(2), 'leader-alive'), { state: following(0) });
  assert.deepEqual(transition(claiming(2), 'leader-alive'), { state: claiming(0) });
});

test('a visible tab claims the leadership of a hidden one', () => {
  for (const event of ['shown', 'leader-hidden'] as const) {
    for (const state of [following(1), claiming(1)]) {
      assert.deepEqual(transition(state, event), { state: claiming(), command: 'steal' });
    }
  }
});

test('a leader leaves its state only when it is deposed or stopped, and then queues', () => {
  assert.deepEqual(transition(leading, 'deposed'), { state: following(), command: 'queue' });
  assert.deepEqual(transition(leading, 'stop'), { state: stopped });
  for (const event of events) {
    if (event === 'deposed' || event === 'stop') continue;
    assert.deepEqual(transition(leading, event), { state: leading }, event);
  }
});

test('every tab can be elected and stopped, and a stopped one does nothing more', () => {
  for (const state of [following(2), claiming(2)]) {
    assert.deepEqual(transition(state, 'elected'), { state: leading });
    assert.deepEqual(transition(state, 'stop'), { state: stopped });
  }
  for (const event of events) assert.deepEqual(transition(stopped, event), { state: stopped }, event);
});

test('a tab learns when it starts and stops leading, and reports while it leads that it is alive', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const browser = createFakeBrowser();
  const log: string[] = [];
  const join = (name: string, isVisible: boolean) => {
    const { tabs } = browser.open({ isVisible });
    const leader = new TabLeader({
      tabs,
      status: () => ({ isConnected: true, presence: 3 }),
      onBecomeLeader: () => log.push(`${name} leads`),
      onLoseLeadership: () => log.push(`${name} follows`),
    });
    t.after(() => leader.stop());
    return leader;
  };
  const observer = browser.open();
  observer.tabs.subscribe((message) =>
    log.push(message.type === 'alive' ? `alive, presence ${message.presence}` : message.type),
  );
  const hidden = join('hidden', false);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(log, ['hidden leads', 'alive, presence 3']);
  const visible = join('visible', true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(log.slice(2), ['visible leads', 'alive, presence 3', 'hidden follows']);
  assert.deepEqual([hidden.leadership, visible.leadership?.aborted], [undefined, false]);
});
