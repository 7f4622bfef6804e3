import assert from 'node:assert/strict';
import test from 'node:test';
import type { Refusal } from '@mailroom/shared';
import { groupEntries, hasSameTarget, pendingEntry, transition, type OutboxEntry } from './outbox-entry.ts';

const mutation = { type: 'send', clientMsgId: 'a', text: 'one' } as const;
const pending = pendingEntry(mutation);
const tooFast: Refusal = { refusal: 'too-fast', retryAfterMs: 1_000, limit: 10 };
const tooLong: Refusal = { refusal: 'text-invalid', rule: 'too-long', limit: 3 };
const sent: OutboxEntry = { ...pending, state: 'sent', id: 7, refusal: undefined };
const failed: OutboxEntry = { ...pending, state: 'failed', refusal: tooLong };

test('a pending entry becomes sent or failed, or stays pending with the reason of the delay', () => {
  const limited = transition(pending, { type: 'deferred', refusal: tooFast });
  assert.deepEqual(limited, { ...pending, refusal: tooFast });
  assert.deepEqual(transition(limited, { type: 'accepted', id: 7 }), sent);
  assert.deepEqual(transition(limited, { type: 'refused', refusal: tooLong }), failed);
  assert.equal(transition(pending, { type: 'letters-lost', firstLost: 0 }), pending);
});

test('a sent entry becomes pending, without its letter, when the ledger is lost', () => {
  assert.deepEqual(transition(sent, { type: 'letters-lost', firstLost: 0 }), pending);
  assert.deepEqual(transition(sent, { type: 'letters-lost', firstLost: 7 }), pending);
  assert.equal(transition(sent, { type: 'letters-lost', firstLost: 8 }), sent, 'the room still has its letter');
});

test('an event that does not apply changes nothing', () => {
  for (const entry of [sent, failed]) {
    assert.equal(transition(entry, { type: 'accepted', id: 8 }), entry);
    assert.equal(transition(entry, { type: 'deferred', refusal: tooFast }), entry);
    assert.equal(transition(entry, { type: 'refused', refusal: undefined }), entry);
  }
  assert.equal(transition(failed, { type: 'letters-lost', firstLost: 0 }), failed);
});

test('entries are grouped by what they concern, with the last change of each message', () => {
  const edit = pendingEntry({ type: 'edit', clientMsgId: 'b', targetMutationId: 'a', text: 'uno' });
  const deletion = pendingEntry({ type: 'delete', clientMsgId: 'c', targetMutationId: 'a' });
  const renames = ['Anna', 'Anne'].map((nickname) => pendingEntry({ type: 'rename', clientMsgId: nickname, nickname }));
  const { messages, changes, rename } = groupEntries([edit, ...renames, pending, deletion]);
  assert.deepEqual([messages, [...changes], rename], [[pending], [['a', deletion]], renames[1]]);
});

test('two mutations have the same target if they change the same message, or both the nickname', () => {
  const edit = { type: 'edit', clientMsgId: 'b', targetMutationId: 'a', text: 'uno' } as const;
  const deletion = { type: 'delete', clientMsgId: 'c', targetMutationId: 'a' } as const;
  const rename = { type: 'rename', clientMsgId: 'd', nickname: 'Anna' } as const;
  assert.equal(hasSameTarget(edit, deletion), true);
  assert.equal(hasSameTarget(edit, { ...deletion, targetMutationId: 'other' }), false);
  assert.equal(hasSameTarget(rename, { ...rename, nickname: 'Anne' }), true);
  assert.equal(hasSameTarget(rename, edit), false);
  assert.equal(hasSameTarget(mutation, mutation), false);
});
