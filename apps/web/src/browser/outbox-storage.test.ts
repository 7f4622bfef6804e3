import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { reassignOutboxes, saveOutbox, releaseOutbox, claimOutboxes } from './outbox-storage.ts';
import type { OutboxEntry } from '../sync/outbox-entry.ts';

const line = (clientMsgId: string, state: OutboxEntry['state'] = 'pending') => ({
  type: 'line' as const,
  clientMsgId,
  text: `text of ${clientMsgId}`,
  state,
});
const taken = (...ids: string[]) =>
  ids.map((clientMsgId) => ({ type: 'line', clientMsgId, text: `text of ${clientMsgId}` }));
const allOpen = () => true;
const noneOpen = () => false;

/** The storage that all pages of a browser share. */
const withStorage = (t: TestContext) => {
  const storage = Object.create(null) as Record<string, string>;
  const methods = {
    getItem: (name: string) => storage[name] ?? null,
    setItem: (name: string, text: string) => void (storage[name] = text),
    removeItem: (name: string) => void delete storage[name],
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(storage, name, { value });
  const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  t.after(() => before && Object.defineProperty(globalThis, 'localStorage', before));
  return storage;
};

test('what a page had not sent when it closed is taken over by the next, under its ids, once', (t) => {
  withStorage(t);
  saveOutbox('one', 'ann', [line('a', 'sent'), line('b'), line('c', 'failed')]);
  releaseOutbox('one');
  assert.deepEqual(claimOutboxes('ann', allOpen), { lines: taken('b', 'c'), texts: [] });
  assert.deepEqual(claimOutboxes('ann', allOpen), { lines: [], texts: [] });
});

test('also of a page that could not say that it closed; but not of one that is open', (t) => {
  withStorage(t);
  saveOutbox('one', 'ann', [line('a')]);
  saveOutbox('two', 'ann', [line('b')]);
  assert.deepEqual(claimOutboxes('ann', allOpen).lines, []);
  assert.deepEqual(
    claimOutboxes('ann', (page) => page === 'one'),
    { lines: taken('b'), texts: [] },
  );
});

test('what somebody else wrote here comes back as text', (t) => {
  withStorage(t);
  saveOutbox('one', 'ann', [line('a')]);
  assert.deepEqual(claimOutboxes('ben', noneOpen), { lines: [], texts: ['text of a'] });
});

test('who is in the room under another id now is still the one who wrote it', (t) => {
  withStorage(t);
  saveOutbox('one', 'ann', [line('a')]);
  saveOutbox('two', 'ben', [line('b')]);
  reassignOutboxes('ann', 'ann again');
  assert.deepEqual(claimOutboxes('ann again', noneOpen), { lines: taken('a'), texts: ['text of b'] });
});

test('a page whose lines have all arrived keeps nothing', (t) => {
  const storage = withStorage(t);
  saveOutbox('one', 'ann', [line('a')]);
  saveOutbox('one', 'ann', [line('a', 'sent')]);
  releaseOutbox('one');
  assert.deepEqual(Object.keys(storage), []);
});

test('what others put into the storage, or forbid, does no harm', (t) => {
  const storage = withStorage(t);
  storage['mailroom.lines.one'] = '{"memberId":1}';
  storage['mailroom.lines.two'] = 'nonsense';
  assert.deepEqual(claimOutboxes('ann', noneOpen), { lines: [], texts: [] });
  Object.defineProperty(globalThis, 'localStorage', {
    get: () => {
      throw new Error('forbidden');
    },
    configurable: true,
  });
  saveOutbox('one', 'ann', [line('a')]);
  releaseOutbox('one');
  reassignOutboxes('ann', 'ben');
  assert.deepEqual(claimOutboxes('ann', noneOpen), { lines: [], texts: [] });
});

test('changes are kept with the lines, in their order, and their texts come back too', (t) => {
  withStorage(t);
  const changes = [
    { type: 'edit', clientMsgId: 'b', line: 'a', text: 'edited' },
    { type: 'deletion', clientMsgId: 'c', line: 'a' },
    { type: 'renaming', clientMsgId: 'd', nickname: 'Anna' },
  ] as const;
  const keep = () =>
    saveOutbox('one', 'ann', [line('a'), ...changes.map((each) => ({ ...each, state: 'failed' }) as const)]);
  keep();
  assert.deepEqual(claimOutboxes('ann', noneOpen).lines, [...taken('a'), ...changes]);
  keep();
  assert.deepEqual(claimOutboxes('ben', noneOpen).texts, ['text of a', 'edited']);
});

test('what a page of before changes kept is a line', (t) => {
  const storage = withStorage(t);
  const lines = [{ clientMsgId: 'a', text: 'text of a' }];
  storage['mailroom.lines.one'] = JSON.stringify({ memberId: 'ann', isClosed: true, lines });
  assert.deepEqual(claimOutboxes('ann', noneOpen).lines, taken('a'));
});
