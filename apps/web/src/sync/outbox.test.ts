import assert from 'node:assert/strict';
import test from 'node:test';
import { digest, type Refusal } from '@mailroom/shared';
import type { RoomMutation } from './mutation.ts';
import { Outbox, transition, type DrainEvent, type DrainState } from './outbox.ts';

class RefusalError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super();
    this.refusal = refusal;
  }
}
const tooLong: Refusal = { refusal: 'text-invalid', rule: 'too-long', limit: 3 };

/** The mutation in a few words. */
const describe = (mutation: RoomMutation) => {
  switch (mutation.type) {
    case 'send':
      return mutation.replyTo === undefined ? mutation.text : `${mutation.text} to ${mutation.replyTo}`;
    case 'edit':
      return `${mutation.targetMutationId}: ${mutation.text}`;
    case 'delete':
      return `not ${mutation.targetMutationId}`;
    case 'react':
      return `${mutation.targetMutationId} ${mutation.emoji ?? 'nothing'}`;
    case 'rename':
      return `as ${mutation.nickname}`;
  }
};

/** An outbox whose attempts the test settles, one after the other. */
const createTestOutbox = () => {
  let ids = 0;
  const attempts: string[] = [];
  const pauses: number[] = [];
  let attempt: (PromiseWithResolvers<{ id: number }> & { signal: AbortSignal }) | undefined;
  const refusalOf = (error: unknown) => (error instanceof RefusalError ? error.refusal : undefined);
  const outbox = new Outbox({
    deliver: (mutation, signal) => {
      assert.equal(attempt, undefined, 'one at a time');
      attempts.push(`${mutation.clientMsgId} ${describe(mutation)}`);
      attempt = { ...Promise.withResolvers<{ id: number }>(), signal };
      return attempt.promise;
    },
    refusalOf,
    isPermanentError: (error) => error instanceof RefusalError && !('retryAfterMs' in error.refusal),
    pause: (ms) => Promise.resolve(void pauses.push(ms)),
    newId: () => `#${++ids}`,
  });
  const settle = async (outcome: 'accepted' | Error) => {
    const delivery = attempt;
    attempt = undefined;
    if (outcome === 'accepted') delivery?.resolve({ id: 7 });
    else delivery?.reject(outcome);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return {
    outbox,
    attempts,
    pauses,
    attempt: () => attempt?.signal,
    settle,
    states: () => outbox.entries().map((each) => `${describe(each)} ${each.state}`),
  };
};

test('messages are delivered one at a time, in the order of sending', async () => {
  const { outbox, attempts, settle, states } = createTestOutbox();
  outbox.send('one');
  outbox.send('two');
  assert.deepEqual(attempts, ['#1 one']);
  assert.deepEqual(states(), ['one pending', 'two pending']);
  await settle('accepted');
  assert.deepEqual(attempts, ['#1 one', '#2 two']);
  await settle('accepted');
  assert.deepEqual(states(), ['one sent', 'two sent']);
  outbox.discard('#1');
  assert.deepEqual(states(), ['two sent']);
});

test('a failed delivery is repeated under the same id, before the next one', async () => {
  const { outbox, attempts, pauses, settle } = createTestOutbox();
  outbox.send('one');
  outbox.send('two');
  await settle(new Error('cut'));
  await settle(new Error('cut'));
  await settle('accepted');
  assert.deepEqual(attempts, ['#1 one', '#1 one', '#1 one', '#2 two']);
  assert.equal(pauses.length, 2);
});

test('a rate-limited message shows the refusal and waits as long as the room said', async () => {
  const { outbox, attempts, pauses, settle } = createTestOutbox();
  outbox.send('one');
  await settle(new RefusalError({ refusal: 'too-fast', retryAfterMs: 1_234, limit: 10 }));
  assert.deepEqual([attempts, pauses], [['#1 one', '#1 one'], [1_234]]);
  assert.equal(outbox.messages()[0]?.refusal?.refusal, 'too-fast');
  await settle('accepted');
  assert.equal(outbox.messages()[0]?.refusal, undefined);
});

test('a message beyond the limit of the network waits up to twice as long, because other pages wait as well', async () => {
  const { outbox, pauses, settle } = createTestOutbox();
  outbox.send('one');
  await settle(new RefusalError({ refusal: 'too-fast', retryAfterMs: 1_000, limit: 900, scope: 'network' }));
  assert.equal(pauses.length, 1);
  assert(pauses.every((ms) => ms >= 1_000 && ms <= 2_000));
  await settle('accepted');
  assert.equal(outbox.messages()[0]?.state, 'sent');
});

test('a message that the room cannot keep now shows that, and is repeated about when the room said', async () => {
  const { outbox, attempts, pauses, settle } = createTestOutbox();
  outbox.send('one');
  await settle(new RefusalError({ refusal: 'not-kept', retryAfterMs: 2_000 }));
  const [entry] = outbox.messages();
  assert.deepEqual([entry?.state, entry?.refusal?.refusal, attempts.length], ['pending', 'not-kept', 2]);
  assert(pauses.every((ms) => ms >= 2_000 && ms <= 4_000));
  await settle('accepted');
  assert.equal(outbox.messages()[0]?.refusal, undefined);
});

test('a refused message stays with its refusal, and the next ones are delivered', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('long');
  outbox.send('two');
  await settle(new RefusalError(tooLong));
  await settle('accepted');
  assert.deepEqual(attempts, ['#1 long', '#2 two']);
  assert.deepEqual(outbox.messages()[0], {
    type: 'send',
    clientMsgId: '#1',
    mutationId: digest('#1'),
    text: 'long',
    state: 'failed',
    refusal: tooLong,
  });
});

test('a refused message can be retried or discarded', async () => {
  const { outbox, attempts, settle, states } = createTestOutbox();
  outbox.send('long');
  await settle(new RefusalError(tooLong));
  outbox.retry('#1');
  assert.deepEqual(attempts, ['#1 long', '#1 long']);
  await settle(new RefusalError(tooLong));
  assert.equal(outbox.discard('#1')?.clientMsgId, '#1');
  assert.deepEqual(states(), []);
});

test('a discarded message is not attempted again', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('one');
  outbox.discard('#1');
  outbox.send('two');
  await settle(new Error('the answer was lost, the message was not'));
  assert.deepEqual(attempts, ['#1 one', '#2 two']);
});

test('a stopped outbox returns the texts that were not accepted, and delivers nothing more', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('one');
  outbox.send('two');
  outbox.send('three');
  await settle('accepted');
  assert.deepEqual(
    outbox.stop().map(({ text }) => text),
    ['two', 'three'],
  );
  await settle(new Error('cut'));
  assert.deepEqual(attempts, ['#1 one', '#2 two']);
});

test('a message whose id was refused is retried under another id', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('one');
  await settle(new RefusalError({ refusal: 'id-reused' }));
  outbox.retry('#1');
  assert.deepEqual(attempts, ['#1 one', '#2 one']);
});

test('an accepted message leaves when the transcript is past its letter', async () => {
  const { outbox, settle, states } = createTestOutbox();
  outbox.send('one');
  outbox.send('two');
  await settle('accepted');
  outbox.acknowledgeUpTo(7);
  assert.deepEqual(states(), ['one sent', 'two pending']);
  outbox.acknowledgeUpTo(8);
  assert.deepEqual(states(), ['two pending']);
});

test('an adopted message is delivered under its id, once', () => {
  const attempts: string[] = [];
  const outbox = new Outbox({
    deliver: ({ clientMsgId }) => {
      attempts.push(clientMsgId);
      return new Promise(() => {});
    },
    refusalOf: () => undefined,
    isPermanentError: () => false,
    pause: () => Promise.resolve(),
    newId: () => 'new',
  });
  outbox.adopt([{ type: 'send', clientMsgId: 'stored', text: 'one' }]);
  outbox.adopt([{ type: 'send', clientMsgId: 'stored', text: 'one' }]);
  outbox.retryNow();
  assert.deepEqual(attempts, ['stored']);
  assert.equal(outbox.messages().length, 1);
});

test('retryNow aborts the attempt in flight and repeats it under the same id', async () => {
  const attempts: string[] = [];
  const outbox = new Outbox({
    deliver: ({ clientMsgId }, signal) => {
      attempts.push(clientMsgId);
      if (attempts.length === 2) return Promise.resolve({ id: 1 });
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    refusalOf: () => undefined,
    isPermanentError: () => false,
    pause: (_ms, signal) => (assert(signal.aborted), Promise.resolve()),
    newId: () => 'one',
  });
  outbox.send('one');
  outbox.retryNow();
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  assert.deepEqual(attempts, ['one', 'one']);
  assert.deepEqual(
    outbox.messages().map(({ state }) => state),
    ['sent'],
  );
});

test('retryNow ends the pause before the next attempt', async () => {
  const pauses: AbortSignal[] = [];
  const outbox = new Outbox({
    deliver: () => Promise.reject(new Error('cut')),
    refusalOf: () => undefined,
    isPermanentError: () => false,
    pause: (_ms, signal) => {
      pauses.push(signal);
      return new Promise(() => {});
    },
    newId: () => 'one',
  });
  outbox.send('one');
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  assert.deepEqual(
    pauses.map(({ aborted }) => aborted),
    [false],
  );
  outbox.retryNow();
  assert.deepEqual(
    pauses.map(({ aborted }) => aborted),
    [true],
  );
});

test('a message without a session stays pending until the member rejoined', async () => {
  const { outbox, attempts, pauses, settle, states } = createTestOutbox();
  outbox.send('one');
  await settle(new RefusalError({ refusal: 'no-session' }));
  assert.equal(pauses.length, 1);
  assert.deepEqual(states(), ['one pending']);
  await settle('accepted');
  assert.deepEqual(attempts, ['#1 one', '#1 one']);
});

test('resend delivers the accepted messages again, under their ids and in order', async () => {
  const { outbox, attempts, settle, states } = createTestOutbox();
  outbox.send('one');
  outbox.send('two');
  outbox.send('three');
  await settle('accepted');
  await settle('accepted');
  await settle(new RefusalError(tooLong));
  outbox.resend(0);
  assert.deepEqual(states(), ['one pending', 'two pending', 'three failed']);
  await settle('accepted');
  await settle('accepted');
  assert.deepEqual(attempts.slice(3), ['#1 one', '#2 two']);
});

test('adopted messages go before messages of this page that wait', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('mine');
  outbox.send('mine too');
  outbox.adopt([{ type: 'send', clientMsgId: 'left', text: 'theirs' }]);
  for (let count = 0; count < 3; count++) await settle('accepted');
  assert.deepEqual(attempts, ['#1 mine', 'left theirs', '#2 mine too']);
});

test('an answer from a lost ledger does not count: the message is sent again', async () => {
  const { outbox, attempts, settle, states } = createTestOutbox();
  outbox.send('one');
  outbox.resend(0);
  await settle('accepted');
  assert.deepEqual([attempts, states()], [['#1 one', '#1 one'], ['one pending']]);
  await settle('accepted');
  assert.deepEqual(states(), ['one sent']);
});

test('resent messages go before a later message that is being attempted', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('one');
  outbox.send('two');
  await settle('accepted');
  outbox.resend(0);
  await settle(new Error('cut'));
  await settle('accepted');
  await settle('accepted');
  assert.deepEqual(attempts, ['#1 one', '#2 two', '#1 one', '#2 two']);
});

test('pause aborts the attempt in flight and starts none until retryNow', async () => {
  const { outbox, attempts, attempt, settle } = createTestOutbox();
  outbox.send('one');
  outbox.send('two');
  await settle('accepted');
  outbox.pause();
  assert.equal(attempt()?.aborted, true);
  await settle(new Error('aborted'));
  outbox.send('three');
  outbox.resend(0);
  assert.deepEqual(attempts, ['#1 one', '#2 two']);
  outbox.retryNow();
  for (let count = 0; count < 3; count++) await settle('accepted');
  assert.deepEqual(attempts.slice(2), ['#1 one', '#2 two', '#3 three']);
});

test('edits, deletions and renames are delivered in order with messages, under their own ids', async () => {
  const { outbox, attempts, settle, states } = createTestOutbox();
  outbox.send('one');
  outbox.edit('said', 'other words');
  outbox.rename('Anna');
  outbox.delete('said');
  outbox.send('two');
  for (let turn = 0; turn < 5; turn++) await settle('accepted');
  assert.deepEqual(attempts, ['#1 one', '#2 said: other words', '#3 as Anna', '#4 not said', '#5 two']);
  outbox.acknowledgeUpTo(8);
  assert.deepEqual(states(), []);
});

test('a failed change is repeated under its id, before the next delivery', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.delete('said');
  outbox.send('one');
  await settle(new Error('cut'));
  await settle('accepted');
  assert.deepEqual(attempts, ['#1 not said', '#1 not said', '#2 one']);
});

test('a repeated deletion is sent once, and again only after a refusal', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.delete('said');
  outbox.delete('said');
  await settle(new RefusalError({ refusal: 'too-late', limit: 300_000 }));
  outbox.delete('said');
  await settle('accepted');
  outbox.delete('said');
  assert.deepEqual(attempts, ['#1 not said', '#2 not said']);
});

test('changes are grouped by their message, with state and refusal', async () => {
  const { outbox, settle } = createTestOutbox();
  outbox.edit('said', 'uno');
  outbox.edit('other', 'due');
  assert.deepEqual([...outbox.groups().changes.keys()], ['said', 'other']);
  assert.equal(outbox.groups().changes.get('said')?.state, 'pending');
  const refusal: Refusal = { refusal: 'too-late', limit: 300_000 };
  await settle(new RefusalError(refusal));
  const change = outbox.groups().changes.get('said');
  assert.deepEqual(change, {
    type: 'edit',
    clientMsgId: '#1',
    mutationId: digest('#1'),
    targetMutationId: 'said',
    text: 'uno',
    state: 'failed',
    refusal,
  });
  await settle('accepted');
  assert.equal(outbox.groups().changes.get('other')?.state, 'sent');
  assert.deepEqual(outbox.groups().messages, []);
  assert.deepEqual(outbox.stop(), [{ text: 'uno', replyTo: undefined }]);
});

test('a refused change is replaced by the next one with the same target', async () => {
  const { outbox, settle, states } = createTestOutbox();
  outbox.edit('said', 'uno');
  outbox.rename('Ben');
  outbox.edit('other', 'due');
  for (let turn = 0; turn < 3; turn++) await settle(new RefusalError(tooLong));
  outbox.edit('said', 'eins');
  outbox.rename('Anna');
  assert.deepEqual(states(), ['other: due failed', 'said: eins pending', 'as Anna pending']);
  assert.equal(outbox.groups().rename?.nickname, 'Anna');
});

test('a message without an attempt is edited or removed in the outbox', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  for (const text of ['one', 'two', 'three', 'four']) outbox.send(text);
  outbox.edit(digest('#2'), 'zwei');
  outbox.delete(digest('#3'));
  for (let turn = 0; turn < 3; turn++) await settle('accepted');
  assert.deepEqual(attempts, ['#1 one', '#2 zwei', '#4 four']);
});

test('a message that the room may have is changed by a later delivery', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('one');
  await settle(new Error('the answer was lost, the message was not'));
  outbox.send('two');
  outbox.edit(digest('#1'), 'eins');
  outbox.delete(digest('#1'));
  for (let turn = 0; turn < 4; turn++) await settle('accepted');
  assert.deepEqual(attempts, ['#1 one', '#1 one', '#2 two', `#3 ${digest('#1')}: eins`, `#4 not ${digest('#1')}`]);
});

test('an adopted message is changed by a later delivery too', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('one');
  outbox.adopt([{ type: 'send', clientMsgId: 'left', text: 'theirs' }]);
  outbox.edit(digest('left'), 'edited');
  for (let turn = 0; turn < 3; turn++) await settle('accepted');
  assert.deepEqual(attempts, ['#1 one', 'left theirs', `#2 ${digest('left')}: edited`]);
});

test('a refused message is sent again with its new text, or removed', async () => {
  const { outbox, attempts, settle, states } = createTestOutbox();
  outbox.send('long');
  outbox.send('also long');
  await settle(new RefusalError(tooLong));
  await settle(new RefusalError(tooLong));
  outbox.edit(digest('#1'), 'short');
  outbox.delete(digest('#2'));
  await settle('accepted');
  assert.deepEqual([attempts, states()], [['#1 long', '#2 also long', '#1 short'], ['short sent']]);
});

test('resend repeats changes after their message; one that is refused keeps its text', async () => {
  const { outbox, attempts, settle, states } = createTestOutbox();
  outbox.send('one');
  await settle('accepted');
  outbox.edit(digest('#1'), 'eins');
  outbox.edit('earlier', 'words');
  await settle('accepted');
  await settle('accepted');
  outbox.resend(0);
  await settle('accepted');
  await settle('accepted');
  await settle(new RefusalError({ refusal: 'message-unknown' }));
  assert.deepEqual(attempts.slice(3), ['#1 one', `#2 ${digest('#1')}: eins`, '#3 earlier: words']);
  assert.deepEqual(states(), ['one sent', `${digest('#1')}: eins sent`, 'earlier: words failed']);
});

test('transition: pausing an outbox that delivers waits until the delivery has ended', () => {
  const path = (events: readonly DrainEvent[]) => events.reduce<DrainState>(transition, 'idle');
  assert.equal(path(['work']), 'draining');
  assert.equal(path(['work', 'drained']), 'idle');
  assert.equal(path(['work', 'pause']), 'pausing');
  assert.equal(path(['work', 'pause', 'drained']), 'paused');
  assert.equal(path(['work', 'pause', 'resume']), 'draining');
  assert.equal(path(['work', 'pause', 'drained', 'resume']), 'idle');
  assert.equal(path(['pause']), 'paused');
  assert.equal(path(['pause', 'resume']), 'idle');
});

test('transition: a paused outbox starts no work, and a stopped one stays stopped', () => {
  for (const state of ['draining', 'pausing', 'paused', 'stopped'] as const) {
    assert.equal(transition(state, 'work'), state);
  }
  for (const state of ['idle', 'draining', 'pausing', 'paused'] as const) {
    assert.equal(transition(state, 'stop'), 'stopped');
  }
  for (const event of ['work', 'drained', 'pause', 'resume', 'stop'] as const) {
    assert.equal(transition('stopped', event), 'stopped');
  }
});

test('a reaction takes the place of one that was not attempted, and leaves edits alone', async () => {
  const { outbox, attempts, settle, states } = createTestOutbox();
  outbox.react('a', '👍');
  outbox.react('a', '🎉');
  outbox.edit('a', 'text');
  outbox.react('b', '👍');
  outbox.react('a', undefined);
  assert.deepEqual(states(), ['a 👍 pending', 'a: text pending', 'b 👍 pending', 'a nothing pending']);
  assert.equal(outbox.groups().reactions.get('a')?.emoji, undefined);
  assert.equal(outbox.groups().changes.get('a')?.type, 'edit');
  for (let count = 0; count < 4; count++) await settle('accepted');
  assert.deepEqual(attempts, ['#1 a 👍', '#3 a: text', '#4 b 👍', '#5 a nothing']);
});

test('a refused reaction is replaced by the next one to the same message, and not by an edit of it', async () => {
  const { outbox, settle, states } = createTestOutbox();
  outbox.react('a', '👍');
  await settle(new RefusalError({ refusal: 'too-many-reactions', limit: 100 }));
  outbox.edit('a', 'text');
  assert.deepEqual(states(), ['a 👍 failed', 'a: text pending']);
  outbox.react('a', '🎉');
  assert.deepEqual(states(), ['a: text pending', 'a 🎉 pending']);
});

test('a reply is delivered with the message that it names', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('yes', 'a');
  outbox.send('no');
  await settle('accepted');
  assert.deepEqual(attempts, ['#1 yes to a', '#2 no']);
});

test('a reply that was refused because its message is gone becomes a message of its own when it is edited', async () => {
  const { outbox, attempts, settle } = createTestOutbox();
  outbox.send('yes', 'a');
  await settle(new RefusalError({ refusal: 'message-unknown' }));
  outbox.edit(outbox.messages()[0]?.mutationId ?? '', 'yes!');
  assert.deepEqual(attempts, ['#1 yes to a', '#1 yes!']);
});

for (const refusal of [
  { refusal: 'too-fast', retryAfterMs: 100, limit: 10 },
  { refusal: 'no-session' },
] as const satisfies Refusal[]) {
  test(`a reply that is delayed by ${refusal.refusal} is delivered as one later`, async () => {
    const { outbox, attempts, settle, states } = createTestOutbox();
    outbox.send('yes', 'a');
    await settle(new RefusalError(refusal));
    assert.deepEqual([attempts, states()], [['#1 yes to a', '#1 yes to a'], ['yes to a pending']]);
  });
}

test('a stopped outbox returns each text with the message that it replies to, unless the room does not have that', async () => {
  const { outbox, settle } = createTestOutbox();
  outbox.send('one', 'gone');
  outbox.send('two', 'a');
  await settle(new RefusalError({ refusal: 'message-unknown' }));
  assert.deepEqual(outbox.stop(), [
    { text: 'one', replyTo: undefined },
    { text: 'two', replyTo: 'a' },
  ]);
});
