import assert from 'node:assert/strict';
import test from 'node:test';
import type { Refusal } from '@mailroom/shared';
import type { RoomMutation } from '../../sync/mutation.ts';
import { Outbox } from '../../sync/outbox.ts';
import { reopenFailed, sendMessages, type ComposeTarget } from './compose-target.ts';
import { DraftStore } from './draft-store.ts';

const emptyText = () => ({ read: () => '', write: () => {} });

/** A composer whose outbox gets this answer to each message. */
const createTarget = (refusal?: Refusal) => {
  const delivered: RoomMutation[] = [];
  let ids = 0;
  const target: ComposeTarget = {
    draftStore: new DraftStore({ draft: emptyText(), reply: emptyText(), edit: emptyText(), memberId: 'ann' }),
    outbox: new Outbox({
      deliver: (mutation) => {
        delivered.push(mutation);
        return refusal ? Promise.reject(new Error('refused')) : Promise.resolve({ id: 7 });
      },
      refusalOf: () => refusal,
      isPermanentError: () => true,
      pause: () => Promise.resolve(),
      newId: () => `#${++ids}`,
    }),
    limit: 0,
  };
  const isSettled = () => target.outbox.entries().every(({ state }) => state !== 'pending');
  const settle = async () => {
    while (!isSettled()) await Promise.resolve();
  };
  return { target, delivered, settle };
};

test('of a text that is split into several messages, only the first one is the reply', async () => {
  const { target, delivered, settle } = createTarget();
  sendMessages(target, ['one', 'two', 'three'], 'a');
  await settle();
  const sent = delivered.map((mutation) => mutation.type === 'send' && [mutation.text, mutation.replyTo]);
  assert.deepEqual(sent, [
    ['one', 'a'],
    ['two', undefined],
    ['three', undefined],
  ]);
});

for (const [why, refusal, replyTo] of [
  ['its message is gone', { refusal: 'message-unknown' }, undefined],
  ['it is too long', { refusal: 'text-invalid', rule: 'too-long', limit: 3 }, 'a'],
] as const) {
  test(`a reply that was refused because ${why} is ${replyTo ? 'still a' : 'no'} reply once it is edited`, async () => {
    const { target, settle } = createTarget(refusal);
    const { outbox, draftStore } = target;
    sendMessages(target, ['yes'], 'a');
    await settle();
    reopenFailed(target, outbox.messages()[0]?.clientMsgId ?? '');
    const { text, replyTo: restored } = draftStore.getState();
    assert.deepEqual([text, restored, outbox.entries()], ['yes', replyTo, []]);
  });
}
