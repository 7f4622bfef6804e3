import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { digest } from '@mailroom/shared';
import { pendingEntry, type OutboxEntry } from '../../sync/outbox-entry.ts';
import { claimOutboxes, reassignOutboxes, releaseOutbox, saveOutbox } from './outbox-storage.ts';

const message = (clientMsgId: string, state: OutboxEntry['state'] = 'pending'): OutboxEntry => ({
  ...pendingEntry({ type: 'send', clientMsgId, text: `text of ${clientMsgId}` }),
  state,
});
const sends = (...ids: string[]) =>
  ids.map((clientMsgId) => ({ type: 'send', clientMsgId, text: `text of ${clientMsgId}` }));
const unsent = (...texts: string[]) => texts.map((text) => ({ text, replyTo: undefined }));
const allOpen = () => true;
const noneOpen = () => false;

/** Replaces `localStorage` during the test. The storage holds at most `room.bytes` characters, and refuses to remove while `room.isReadOnly`. */
const fakeStorage = (t: TestContext, room = { bytes: Infinity, isReadOnly: false }) => {
  const storage = Object.create(null) as Record<string, string>;
  const bytesWithout = (key: string) =>
    Object.entries(storage).reduce((sum, [each, text]) => (each === key ? sum : sum + text.length), 0);
  const methods = {
    getItem: (key: string) => storage[key] ?? null,
    setItem: (key: string, text: string) => {
      if (room.isReadOnly || bytesWithout(key) + text.length > room.bytes) throw new Error('The storage is full.');
      storage[key] = text;
    },
    removeItem: (key: string) => {
      if (room.isReadOnly) throw new Error('The storage cannot be changed.');
      delete storage[key];
    },
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(storage, name, { value });
  const original = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  t.after(() => original && Object.defineProperty(globalThis, 'localStorage', original));
  return storage;
};

test('the next page claims what a closed page had not sent, under the same ids, once', (t) => {
  fakeStorage(t);
  saveOutbox('one', 'ann', [message('a', 'sent'), message('b'), message('c', 'failed')]);
  releaseOutbox('one');
  assert.deepEqual(claimOutboxes('ann', allOpen), { mutations: sends('b', 'c'), texts: [] });
  assert.deepEqual(claimOutboxes('ann', allOpen), { mutations: [], texts: [] });
});

test('the outbox of a crashed page can be claimed, that of an open page cannot', (t) => {
  fakeStorage(t);
  saveOutbox('one', 'ann', [message('a')]);
  saveOutbox('two', 'ann', [message('b')]);
  assert.deepEqual(claimOutboxes('ann', allOpen).mutations, []);
  assert.deepEqual(
    claimOutboxes('ann', (pageId) => pageId === 'one'),
    { mutations: sends('b'), texts: [] },
  );
});

test('the messages of another member are returned as texts, with the messages that they reply to', (t) => {
  fakeStorage(t);
  const reply = pendingEntry({ type: 'send', clientMsgId: 'b', text: 'text of b', replyTo: '#1' });
  saveOutbox('one', 'ann', [message('a'), reply]);
  assert.deepEqual(claimOutboxes('ben', noneOpen), {
    mutations: [],
    texts: [...unsent('text of a'), { text: 'text of b', replyTo: '#1' }],
  });
});

test('a member who rejoined under another id keeps their outbox', (t) => {
  fakeStorage(t);
  saveOutbox('one', 'ann', [message('a')]);
  saveOutbox('two', 'ben', [message('b')]);
  reassignOutboxes('ann', 'ann again');
  assert.deepEqual(claimOutboxes('ann again', noneOpen), { mutations: sends('a'), texts: unsent('text of b') });
});

test('an outbox without unsent messages is not stored', (t) => {
  const storage = fakeStorage(t);
  saveOutbox('one', 'ann', [message('a')]);
  saveOutbox('one', 'ann', [message('a', 'sent')]);
  releaseOutbox('one');
  assert.deepEqual(Object.keys(storage), []);
});

test('changes are stored in order with the messages, and returned as texts to another member', (t) => {
  fakeStorage(t);
  const changes = [
    { type: 'edit', clientMsgId: 'b', targetMutationId: 'a', text: 'edited' },
    { type: 'delete', clientMsgId: 'c', targetMutationId: 'a' },
    { type: 'rename', clientMsgId: 'd', nickname: 'Anna' },
  ] as const;
  const save = () =>
    saveOutbox('one', 'ann', [
      message('a'),
      ...changes.map((each) => ({ ...pendingEntry(each), state: 'failed' as const })),
    ]);
  save();
  assert.deepEqual(claimOutboxes('ann', noneOpen).mutations, [...sends('a'), ...changes]);
  save();
  assert.deepEqual(claimOutboxes('ben', noneOpen).texts, unsent('text of a', 'edited'));
});

test('an outbox that a page of version 0.1 stored is claimed with all its mutations', (t) => {
  const storage = fakeStorage(t);
  const lines = [
    { type: 'line', clientMsgId: 'a', text: 'text of a' },
    { type: 'edit', clientMsgId: 'b', line: 'a', text: 'edited' },
    { type: 'deletion', clientMsgId: 'c', line: 'a' },
    { type: 'renaming', clientMsgId: 'd', nickname: 'Anna' },
  ];
  const store = (isClosed: boolean) =>
    (storage['mailroom.lines.one'] = JSON.stringify({ memberId: 'ann', isClosed, lines }));
  const mutations = [
    ...sends('a'),
    { type: 'edit', clientMsgId: 'b', targetMutationId: digest('a'), text: 'edited' },
    { type: 'delete', clientMsgId: 'c', targetMutationId: digest('a') },
    { type: 'rename', clientMsgId: 'd', nickname: 'Anna' },
  ];
  store(true);
  assert.deepEqual(claimOutboxes('ann', allOpen), { mutations, texts: [] });
  store(false);
  assert.deepEqual(claimOutboxes('ann', allOpen).mutations, []);
  assert.deepEqual(claimOutboxes('ben', noneOpen).texts, unsent('text of a', 'edited'));
});

test('changes that a page stored with the `clientMsgId` of their message are claimed', (t) => {
  const storage = fakeStorage(t);
  const mutations = [
    ...sends('a'),
    { type: 'edit', clientMsgId: 'b', targetClientMsgId: 'a', text: 'edited' },
    { type: 'delete', clientMsgId: 'c', targetClientMsgId: 'a' },
  ];
  storage['mailroom.lines.one'] = JSON.stringify({ memberId: 'ann', isReleased: true, mutations });
  assert.deepEqual(claimOutboxes('ann', noneOpen).mutations, [
    ...sends('a'),
    { type: 'edit', clientMsgId: 'b', targetMutationId: digest('a'), text: 'edited' },
    { type: 'delete', clientMsgId: 'c', targetMutationId: digest('a') },
  ]);
});

test('an outbox of version 0.1 can be released and reassigned', (t) => {
  const storage = fakeStorage(t);
  const lines = [{ type: 'deletion', clientMsgId: 'c', line: 'a' }];
  storage['mailroom.lines.one'] = JSON.stringify({ memberId: 'ann', isClosed: false, lines });
  releaseOutbox('one');
  reassignOutboxes('ann', 'ann again');
  assert.deepEqual(claimOutboxes('ann again', allOpen).mutations, [
    { type: 'delete', clientMsgId: 'c', targetMutationId: digest('a') },
  ]);
});

test('a stored mutation without a type is a message', (t) => {
  const storage = fakeStorage(t);
  const lines = [{ clientMsgId: 'a', text: 'text of a' }];
  storage['mailroom.lines.one'] = JSON.stringify({ memberId: 'ann', isClosed: true, lines });
  assert.deepEqual(claimOutboxes('ann', noneOpen).mutations, sends('a'));
});

test('what a full storage does not take is reported, and nothing that was changed or discarded stays in it', (t) => {
  const room = { bytes: Infinity, isReadOnly: false };
  const storage = fakeStorage(t, room);
  assert.equal(saveOutbox('one', 'ann', [message('a', 'failed'), message('b', 'failed')]), true);
  room.bytes = storage['mailroom.lines.one']?.length ?? 0;
  const corrected: OutboxEntry = { ...pendingEntry({ type: 'send', clientMsgId: 'a', text: 'corrected' }) };
  assert.equal(saveOutbox('one', 'ann', [message('b'), corrected, message('c'), message('d')]), false);
  const stored = () => JSON.parse(storage['mailroom.lines.one'] ?? '{}') as { mutations?: unknown };
  assert.deepEqual(stored().mutations, sends('b'));
  assert.equal(saveOutbox('one', 'ann', [corrected, message('c'), message('d')]), false);
  assert.deepEqual(Object.keys(storage), []);
  room.bytes = Infinity;
  assert.equal(saveOutbox('one', 'ann', [corrected, message('c'), message('d')]), true);
  assert.deepEqual(claimOutboxes('ann', noneOpen).mutations, [
    { type: 'send', clientMsgId: 'a', text: 'corrected' },
    ...sends('c', 'd'),
  ]);
});

test('an outbox that cannot be removed from the storage is claimed once', (t) => {
  const room = { bytes: Infinity, isReadOnly: false };
  fakeStorage(t, room);
  saveOutbox('one', 'ann', [message('a')]);
  room.isReadOnly = true;
  assert.deepEqual(claimOutboxes('ann', noneOpen).mutations, sends('a'));
  assert.deepEqual(claimOutboxes('ann', noneOpen).mutations, []);
  room.isReadOnly = false;
  saveOutbox('one', 'ann', []);
});

test('invalid values and a blocked storage do no harm', (t) => {
  const storage = fakeStorage(t);
  storage['mailroom.lines.one'] = '{"memberId":1}';
  storage['mailroom.lines.two'] = 'nonsense';
  assert.deepEqual(claimOutboxes('ann', noneOpen), { mutations: [], texts: [] });
  Object.defineProperty(globalThis, 'localStorage', {
    get: () => {
      throw new Error('blocked');
    },
    configurable: true,
  });
  saveOutbox('one', 'ann', [message('a')]);
  releaseOutbox('one');
  reassignOutboxes('ann', 'ben');
  assert.deepEqual(claimOutboxes('ben', noneOpen), { mutations: [], texts: [] });
});
