import assert from 'node:assert/strict';
import test from 'node:test';
import type { Refusal } from '@mailroom/shared';
import type { RoomMutation } from './mutation.ts';
import { Outbox } from './outbox.ts';

class NotTaken extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super();
    this.refusal = refusal;
  }
}
const tooLong: Refusal = { refusal: 'text-invalid', rule: 'too-long', limit: 3 };

/** What is asked for, in a few words. */
const told = (errand: RoomMutation) => {
  switch (errand.type) {
    case 'line':
      return errand.text;
    case 'edit':
      return `${errand.line}: ${errand.text}`;
    case 'deletion':
      return `not ${errand.targetClientMsgId}`;
    case 'rename':
      return `as ${errand.nickname}`;
  }
};

/** An outbox whose deliveries are settled by hand, one after the other. */
const anOutbox = () => {
  let ids = 0;
  const tries: string[] = [];
  const pauses: number[] = [];
  let underWay: (PromiseWithResolvers<{ id: number }> & { signal: AbortSignal }) | undefined;
  const refusalOf = (error: unknown) => (error instanceof NotTaken ? error.refusal : undefined);
  const outbox = new Outbox({
    deliver: (errand, signal) => {
      assert.equal(underWay, undefined, 'one at a time');
      tries.push(`${errand.clientMsgId} ${told(errand)}`);
      underWay = { ...Promise.withResolvers<{ id: number }>(), signal };
      return underWay.promise;
    },
    refusalOf,
    isPermanentError: (error) => error instanceof NotTaken && error.refusal.refusal !== 'too-fast',
    pause: (ms) => Promise.resolve(void pauses.push(ms)),
    newId: () => `#${++ids}`,
  });
  const acknowledgeUpTo = async (how: 'arrives' | Error) => {
    const delivery = underWay;
    underWay = undefined;
    if (how === 'arrives') delivery?.resolve({ id: 7 });
    else delivery?.reject(how);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return {
    outbox,
    tries,
    pauses,
    underWay: () => underWay?.signal,
    acknowledgeUpTo,
    states: () => outbox.entries().map((each) => `${told(each)} ${each.state}`),
  };
};

test('messages go one at a time, in the order in which they were written', async () => {
  const { outbox, tries, acknowledgeUpTo, states } = anOutbox();
  outbox.send('one');
  outbox.send('two');
  assert.deepEqual(tries, ['#1 one']);
  assert.deepEqual(states(), ['one pending', 'two pending']);
  await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 one', '#2 two']);
  await acknowledgeUpTo('arrives');
  assert.deepEqual(states(), ['one sent', 'two sent']);
  outbox.discard('#1');
  assert.deepEqual(states(), ['two sent']);
});

test('a line that fails on the way is tried again under the same id, before those after it', async () => {
  const { outbox, tries, pauses, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  outbox.send('two');
  await acknowledgeUpTo(new Error('cut'));
  await acknowledgeUpTo(new Error('cut'));
  await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 one', '#1 one', '#1 one', '#2 two']);
  assert.equal(pauses.length, 2);
});

test('told that it is too fast, it says so and waits as long as it was told', async () => {
  const { outbox, tries, pauses, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  await acknowledgeUpTo(new NotTaken({ refusal: 'too-fast', retryAfterMs: 1_234, limit: 10 }));
  assert.deepEqual([tries, pauses], [['#1 one', '#1 one'], [1_234]]);
  assert.equal(outbox.messages()[0]?.refusal?.refusal, 'too-fast');
  await acknowledgeUpTo('arrives');
  assert.equal(outbox.messages()[0]?.refusal, undefined);
});

test('a line that is turned down stays with the reason, and the rest goes on', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.send('long');
  outbox.send('two');
  await acknowledgeUpTo(new NotTaken(tooLong));
  await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 long', '#2 two']);
  assert.deepEqual(outbox.messages()[0], {
    type: 'line',
    clientMsgId: '#1',
    text: 'long',
    state: 'failed',
    refusal: tooLong,
  });
});

test('a line that was turned down can be tried again, or taken back', async () => {
  const { outbox, tries, acknowledgeUpTo, states } = anOutbox();
  outbox.send('long');
  await acknowledgeUpTo(new NotTaken(tooLong));
  outbox.retry('#1');
  assert.deepEqual(tries, ['#1 long', '#1 long']);
  await acknowledgeUpTo(new NotTaken(tooLong));
  assert.equal(outbox.discard('#1')?.clientMsgId, '#1');
  assert.deepEqual(states(), []);
});

test('a line that stands in the transcript already is not tried again', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  outbox.discard('#1');
  outbox.send('two');
  await acknowledgeUpTo(new Error('the answer was lost, the line was not'));
  assert.deepEqual(tries, ['#1 one', '#2 two']);
});

test('stopped, it gives back what did not arrive and sends nothing more', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  outbox.send('two');
  outbox.send('three');
  await acknowledgeUpTo('arrives');
  assert.deepEqual(outbox.stop(), ['two', 'three']);
  await acknowledgeUpTo(new Error('cut'));
  assert.deepEqual(tries, ['#1 one', '#2 two']);
});

test('a line whose id was refused is tried again under another', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  await acknowledgeUpTo(new NotTaken({ refusal: 'id-reused' }));
  outbox.retry('#1');
  assert.deepEqual(tries, ['#1 one', '#2 one']);
});

test('a line that arrived leaves when the transcript is past it, seen there or not', async () => {
  const { outbox, acknowledgeUpTo, states } = anOutbox();
  outbox.send('one');
  outbox.send('two');
  await acknowledgeUpTo('arrives');
  outbox.acknowledgeUpTo(7);
  assert.deepEqual(states(), ['one sent', 'two pending']);
  outbox.acknowledgeUpTo(8);
  assert.deepEqual(states(), ['two pending']);
});

test('what was on its way when a page closed goes on under its id, once', () => {
  const tries: string[] = [];
  const outbox = new Outbox({
    deliver: ({ clientMsgId }) => {
      tries.push(clientMsgId);
      return new Promise(() => {});
    },
    refusalOf: () => undefined,
    isPermanentError: () => false,
    pause: () => Promise.resolve(),
    newId: () => 'new',
  });
  outbox.adopt([{ type: 'line', clientMsgId: 'kept', text: 'one' }]);
  outbox.adopt([{ type: 'line', clientMsgId: 'kept', text: 'one' }]);
  outbox.retryNow();
  assert.deepEqual(tries, ['kept']);
  assert.equal(outbox.messages().length, 1);
});

test('told to retryNow, it gives up the try that is under way and makes it anew, under the same id', async () => {
  const tries: string[] = [];
  const outbox = new Outbox({
    deliver: ({ clientMsgId }, signal) => {
      tries.push(clientMsgId);
      if (tries.length === 2) return Promise.resolve({ id: 1 });
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
  assert.deepEqual(tries, ['one', 'one']);
  assert.deepEqual(
    outbox.messages().map(({ state }) => state),
    ['sent'],
  );
});

test('told to retryNow, it does not wait for the next try', async () => {
  const rests: AbortSignal[] = [];
  const outbox = new Outbox({
    deliver: () => Promise.reject(new Error('cut')),
    refusalOf: () => undefined,
    isPermanentError: () => false,
    pause: (_ms, signal) => {
      rests.push(signal);
      return new Promise(() => {});
    },
    newId: () => 'one',
  });
  outbox.send('one');
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  assert.deepEqual(
    rests.map(({ aborted }) => aborted),
    [false],
  );
  outbox.retryNow();
  assert.deepEqual(
    rests.map(({ aborted }) => aborted),
    [true],
  );
});

test('a line that met no session waits for its writer to be in again', async () => {
  const { outbox, tries, pauses, acknowledgeUpTo, states } = anOutbox();
  outbox.send('one');
  await acknowledgeUpTo(new NotTaken({ refusal: 'no-session' }));
  assert.equal(pauses.length, 1);
  assert.deepEqual(states(), ['one pending']);
  await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 one', '#1 one']);
});

test('what arrived where it is gone is sent once more, under its ids and in order', async () => {
  const { outbox, tries, acknowledgeUpTo, states } = anOutbox();
  outbox.send('one');
  outbox.send('two');
  outbox.send('three');
  await acknowledgeUpTo('arrives');
  await acknowledgeUpTo('arrives');
  await acknowledgeUpTo(new NotTaken(tooLong));
  outbox.resend();
  assert.deepEqual(states(), ['one pending', 'two pending', 'three failed']);
  await acknowledgeUpTo('arrives');
  await acknowledgeUpTo('arrives');
  assert.deepEqual(tries.slice(3), ['#1 one', '#2 two']);
});

test('what another page left goes before what was written here since', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.send('mine');
  outbox.send('mine too');
  outbox.adopt([{ type: 'line', clientMsgId: 'left', text: 'theirs' }]);
  for (let line = 0; line < 3; line++) await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 mine', 'left theirs', '#2 mine too']);
});

test('an answer that comes from where it is gone is none: the line is sent again', async () => {
  const { outbox, tries, acknowledgeUpTo, states } = anOutbox();
  outbox.send('one');
  outbox.resend();
  await acknowledgeUpTo('arrives');
  assert.deepEqual([tries, states()], [['#1 one', '#1 one'], ['one pending']]);
  await acknowledgeUpTo('arrives');
  assert.deepEqual(states(), ['one sent']);
});

test('what is sent once more goes before what was written after it, though that was being tried', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  outbox.send('two');
  await acknowledgeUpTo('arrives');
  outbox.resend();
  await acknowledgeUpTo(new Error('cut'));
  await acknowledgeUpTo('arrives');
  await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 one', '#2 two', '#1 one', '#2 two']);
});

test('held, it breaks off what is under way and starts nothing, until it is hurried', async () => {
  const { outbox, tries, underWay, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  outbox.send('two');
  await acknowledgeUpTo('arrives');
  outbox.pause();
  assert.equal(underWay()?.aborted, true);
  await acknowledgeUpTo(new Error('broken off'));
  outbox.send('three');
  outbox.resend();
  assert.deepEqual(tries, ['#1 one', '#2 two']);
  outbox.retryNow();
  for (let line = 0; line < 3; line++) await acknowledgeUpTo('arrives');
  assert.deepEqual(tries.slice(2), ['#1 one', '#2 two', '#3 three']);
});

test('changes go in their turn with the messages, under ids of their own', async () => {
  const { outbox, tries, acknowledgeUpTo, states } = anOutbox();
  outbox.send('one');
  outbox.edit('said', 'other words');
  outbox.rename('Anna');
  outbox.delete('said');
  outbox.send('two');
  for (let turn = 0; turn < 5; turn++) await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 one', '#2 said: other words', '#3 as Anna', '#4 not said', '#5 two']);
  outbox.acknowledgeUpTo(8);
  assert.deepEqual(states(), []);
});

test('a change that fails on the way is tried again under its id, before what comes after it', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.delete('said');
  outbox.send('one');
  await acknowledgeUpTo(new Error('cut'));
  await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 not said', '#1 not said', '#2 one']);
});

test('a line is taken back once, however often one asks; again only when that was turned down', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.delete('said');
  outbox.delete('said');
  await acknowledgeUpTo(new NotTaken({ refusal: 'too-late', limit: 300_000 }));
  outbox.delete('said');
  await acknowledgeUpTo('arrives');
  outbox.delete('said');
  assert.deepEqual(tries, ['#1 not said', '#2 not said']);
});

test('of a line it is told what is to become of it, and why it was turned down', async () => {
  const { outbox, acknowledgeUpTo } = anOutbox();
  outbox.edit('said', 'uno');
  outbox.edit('other', 'due');
  assert.deepEqual([...outbox.groups().changes.keys()], ['said', 'other']);
  assert.equal(outbox.groups().changes.get('said')?.state, 'pending');
  const refusal: Refusal = { refusal: 'too-late', limit: 300_000 };
  await acknowledgeUpTo(new NotTaken(refusal));
  const change = outbox.groups().changes.get('said');
  assert.deepEqual(change, { type: 'edit', clientMsgId: '#1', line: 'said', text: 'uno', state: 'failed', refusal });
  await acknowledgeUpTo('arrives');
  assert.equal(outbox.groups().changes.get('other')?.state, 'sent');
  assert.deepEqual(outbox.groups().messages, []);
  assert.deepEqual(outbox.stop(), ['uno']);
});

test('what was turned down makes way for what is asked for in its place', async () => {
  const { outbox, acknowledgeUpTo, states } = anOutbox();
  outbox.edit('said', 'uno');
  outbox.rename('Ben');
  outbox.edit('other', 'due');
  for (let turn = 0; turn < 3; turn++) await acknowledgeUpTo(new NotTaken(tooLong));
  outbox.edit('said', 'eins');
  outbox.rename('Anna');
  assert.deepEqual(states(), ['other: due failed', 'said: eins pending', 'as Anna pending']);
  assert.equal(outbox.groups().rename?.nickname, 'Anna');
});

test('a line that was not tried yet is changed where it stands, or taken out', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  for (const text of ['one', 'two', 'three', 'four']) outbox.send(text);
  outbox.edit('#2', 'zwei');
  outbox.delete('#3');
  for (let turn = 0; turn < 3; turn++) await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 one', '#2 zwei', '#4 four']);
});

test('a line that the room may have heard is changed there, after it and what was written since', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  await acknowledgeUpTo(new Error('the answer was lost, the line was not'));
  outbox.send('two');
  outbox.edit('#1', 'eins');
  outbox.delete('#1');
  for (let turn = 0; turn < 4; turn++) await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 one', '#1 one', '#2 two', '#3 #1: eins', '#4 not #1']);
});

test('and so is one that another page left, which may have tried it', async () => {
  const { outbox, tries, acknowledgeUpTo } = anOutbox();
  outbox.send('one');
  outbox.adopt([{ type: 'line', clientMsgId: 'left', text: 'theirs' }]);
  outbox.edit('left', 'edited');
  for (let turn = 0; turn < 3; turn++) await acknowledgeUpTo('arrives');
  assert.deepEqual(tries, ['#1 one', 'left theirs', '#2 left: edited']);
});

test('a line that was turned down goes again in other words, under its id, or is taken out', async () => {
  const { outbox, tries, acknowledgeUpTo, states } = anOutbox();
  outbox.send('long');
  outbox.send('also long');
  await acknowledgeUpTo(new NotTaken(tooLong));
  await acknowledgeUpTo(new NotTaken(tooLong));
  outbox.edit('#1', 'short');
  outbox.delete('#2');
  await acknowledgeUpTo('arrives');
  assert.deepEqual([tries, states()], [['#1 long', '#2 also long', '#1 short'], ['short sent']]);
});

test('changes that arrived where they are gone are asked for once more, after their line; the text of one in vain is kept', async () => {
  const { outbox, tries, acknowledgeUpTo, states } = anOutbox();
  outbox.send('one');
  await acknowledgeUpTo('arrives');
  outbox.edit('#1', 'eins');
  outbox.edit('said before', 'words');
  await acknowledgeUpTo('arrives');
  await acknowledgeUpTo('arrives');
  outbox.resend();
  await acknowledgeUpTo('arrives');
  await acknowledgeUpTo('arrives');
  await acknowledgeUpTo(new NotTaken({ refusal: 'message-unknown' }));
  assert.deepEqual(tries.slice(3), ['#1 one', '#2 #1: eins', '#3 said before: words']);
  assert.deepEqual(states(), ['one sent', '#1: eins sent', 'said before: words failed']);
});
