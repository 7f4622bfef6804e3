import assert from 'node:assert/strict';
import test from 'node:test';
import type { Refusal } from '@mailroom/shared';
import { Outbox } from './outbox.ts';

class NotTaken extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super();
    this.refusal = refusal;
  }
}
const tooLong: Refusal = { refusal: 'text-invalid', rule: 'too-long', limit: 3 };

/** An outbox whose deliveries are settled by hand, one after the other. */
const anOutbox = () => {
  let ids = 0;
  const tries: string[] = [];
  const pauses: number[] = [];
  let underWay: (PromiseWithResolvers<{ id: number }> & { signal: AbortSignal }) | undefined;
  const refusalIn = (error: unknown) => (error instanceof NotTaken ? error.refusal : undefined);
  const outbox = new Outbox({
    deliver: ({ text, clientMsgId }, signal) => {
      assert.equal(underWay, undefined, 'one at a time');
      tries.push(`${clientMsgId} ${text}`);
      underWay = { ...Promise.withResolvers<{ id: number }>(), signal };
      return underWay.promise;
    },
    refusalIn,
    isFinal: (error) => error instanceof NotTaken && error.refusal.refusal !== 'too-fast',
    pause: (ms) => Promise.resolve(void pauses.push(ms)),
    newId: () => `#${++ids}`,
  });
  const settle = async (how: 'arrives' | Error) => {
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
    settle,
    states: () => outbox.lines().map(({ text, state }) => `${text} ${state}`),
  };
};

test('lines go one at a time, in the order in which they were written', async () => {
  const { outbox, tries, settle, states } = anOutbox();
  outbox.post('one');
  outbox.post('two');
  assert.deepEqual(tries, ['#1 one']);
  assert.deepEqual(states(), ['one pending', 'two pending']);
  await settle('arrives');
  assert.deepEqual(tries, ['#1 one', '#2 two']);
  await settle('arrives');
  assert.deepEqual(states(), ['one sent', 'two sent']);
  outbox.discard('#1');
  assert.deepEqual(states(), ['two sent']);
});

test('a line that fails on the way is tried again under the same id, before those after it', async () => {
  const { outbox, tries, pauses, settle } = anOutbox();
  outbox.post('one');
  outbox.post('two');
  await settle(new Error('cut'));
  await settle(new Error('cut'));
  await settle('arrives');
  assert.deepEqual(tries, ['#1 one', '#1 one', '#1 one', '#2 two']);
  assert.equal(pauses.length, 2);
});

test('told that it is too fast, it waits as long as it was told', async () => {
  const { outbox, tries, pauses, settle } = anOutbox();
  outbox.post('one');
  await settle(new NotTaken({ refusal: 'too-fast', retryAfterMs: 1_234, limit: 10 }));
  assert.deepEqual([tries, pauses], [['#1 one', '#1 one'], [1_234]]);
});

test('a line that is turned down stays with the reason, and the rest goes on', async () => {
  const { outbox, tries, settle } = anOutbox();
  outbox.post('long');
  outbox.post('two');
  await settle(new NotTaken(tooLong));
  await settle('arrives');
  assert.deepEqual(tries, ['#1 long', '#2 two']);
  assert.deepEqual(outbox.lines()[0], { clientMsgId: '#1', text: 'long', state: 'failed', refusal: tooLong });
});

test('a line that was turned down can be tried again, or taken back', async () => {
  const { outbox, tries, settle, states } = anOutbox();
  outbox.post('long');
  await settle(new NotTaken(tooLong));
  outbox.retry('#1');
  assert.deepEqual(tries, ['#1 long', '#1 long']);
  await settle(new NotTaken(tooLong));
  assert.equal(outbox.discard('#1')?.text, 'long');
  assert.deepEqual(states(), []);
});

test('a line that stands in the transcript already is not tried again', async () => {
  const { outbox, tries, settle } = anOutbox();
  outbox.post('one');
  outbox.discard('#1');
  outbox.post('two');
  await settle(new Error('the answer was lost, the line was not'));
  assert.deepEqual(tries, ['#1 one', '#2 two']);
});

test('stopped, it gives back what did not arrive and sends nothing more', async () => {
  const { outbox, tries, settle } = anOutbox();
  outbox.post('one');
  outbox.post('two');
  outbox.post('three');
  await settle('arrives');
  assert.deepEqual(outbox.stop(), ['two', 'three']);
  await settle(new Error('cut'));
  assert.deepEqual(tries, ['#1 one', '#2 two']);
});

test('a line whose id was refused is tried again under another', async () => {
  const { outbox, tries, settle } = anOutbox();
  outbox.post('one');
  await settle(new NotTaken({ refusal: 'id-reused' }));
  outbox.retry('#1');
  assert.deepEqual(tries, ['#1 one', '#2 one']);
});

test('a line that arrived leaves when the transcript is past it, seen there or not', async () => {
  const { outbox, settle, states } = anOutbox();
  outbox.post('one');
  outbox.post('two');
  await settle('arrives');
  outbox.settle(7);
  assert.deepEqual(states(), ['one sent', 'two pending']);
  outbox.settle(8);
  assert.deepEqual(states(), ['two pending']);
});

test('what was on its way when a page closed goes on under its id, once', () => {
  const tries: string[] = [];
  const outbox = new Outbox({
    deliver: ({ clientMsgId }) => {
      tries.push(clientMsgId);
      return new Promise(() => {});
    },
    refusalIn: () => undefined,
    isFinal: () => false,
    pause: () => Promise.resolve(),
    newId: () => 'new',
  });
  outbox.takeOver([{ clientMsgId: 'kept', text: 'one' }]);
  outbox.takeOver([{ clientMsgId: 'kept', text: 'one' }]);
  outbox.hurry();
  assert.deepEqual(tries, ['kept']);
  assert.equal(outbox.lines().length, 1);
});

test('told to hurry, it gives up the try that is under way and makes it anew, under the same id', async () => {
  const tries: string[] = [];
  const outbox = new Outbox({
    deliver: ({ clientMsgId }, signal) => {
      tries.push(clientMsgId);
      if (tries.length === 2) return Promise.resolve({ id: 1 });
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    refusalIn: () => undefined,
    isFinal: () => false,
    pause: (_ms, signal) => (assert(signal.aborted), Promise.resolve()),
    newId: () => 'one',
  });
  outbox.post('one');
  outbox.hurry();
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  assert.deepEqual(tries, ['one', 'one']);
  assert.deepEqual(
    outbox.lines().map(({ state }) => state),
    ['sent'],
  );
});

test('told to hurry, it does not wait for the next try', async () => {
  const rests: AbortSignal[] = [];
  const outbox = new Outbox({
    deliver: () => Promise.reject(new Error('cut')),
    refusalIn: () => undefined,
    isFinal: () => false,
    pause: (_ms, signal) => {
      rests.push(signal);
      return new Promise(() => {});
    },
    newId: () => 'one',
  });
  outbox.post('one');
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  assert.deepEqual(
    rests.map(({ aborted }) => aborted),
    [false],
  );
  outbox.hurry();
  assert.deepEqual(
    rests.map(({ aborted }) => aborted),
    [true],
  );
});

test('a line that met no session waits for its writer to be in again', async () => {
  const { outbox, tries, pauses, settle, states } = anOutbox();
  outbox.post('one');
  await settle(new NotTaken({ refusal: 'no-session' }));
  assert.equal(pauses.length, 1);
  assert.deepEqual(states(), ['one pending']);
  await settle('arrives');
  assert.deepEqual(tries, ['#1 one', '#1 one']);
});

test('what arrived where it is gone is sent once more, under its ids and in order', async () => {
  const { outbox, tries, settle, states } = anOutbox();
  outbox.post('one');
  outbox.post('two');
  outbox.post('three');
  await settle('arrives');
  await settle('arrives');
  await settle(new NotTaken(tooLong));
  outbox.resend();
  assert.deepEqual(states(), ['one pending', 'two pending', 'three failed']);
  await settle('arrives');
  await settle('arrives');
  assert.deepEqual(tries.slice(3), ['#1 one', '#2 two']);
});

test('what another page left goes before what was written here since', async () => {
  const { outbox, tries, settle } = anOutbox();
  outbox.post('mine');
  outbox.post('mine too');
  outbox.takeOver([{ clientMsgId: 'left', text: 'theirs' }]);
  for (let line = 0; line < 3; line++) await settle('arrives');
  assert.deepEqual(tries, ['#1 mine', 'left theirs', '#2 mine too']);
});

test('an answer that comes from where it is gone is none: the line is sent again', async () => {
  const { outbox, tries, settle, states } = anOutbox();
  outbox.post('one');
  outbox.resend();
  await settle('arrives');
  assert.deepEqual([tries, states()], [['#1 one', '#1 one'], ['one pending']]);
  await settle('arrives');
  assert.deepEqual(states(), ['one sent']);
});

test('what is sent once more goes before what was written after it, though that was being tried', async () => {
  const { outbox, tries, settle } = anOutbox();
  outbox.post('one');
  outbox.post('two');
  await settle('arrives');
  outbox.resend();
  await settle(new Error('cut'));
  await settle('arrives');
  await settle('arrives');
  assert.deepEqual(tries, ['#1 one', '#2 two', '#1 one', '#2 two']);
});

test('held, it breaks off what is under way and starts nothing, until it is hurried', async () => {
  const { outbox, tries, underWay, settle } = anOutbox();
  outbox.post('one');
  outbox.post('two');
  await settle('arrives');
  outbox.hold();
  assert.equal(underWay()?.aborted, true);
  await settle(new Error('broken off'));
  outbox.post('three');
  outbox.resend();
  assert.deepEqual(tries, ['#1 one', '#2 two']);
  outbox.hurry();
  for (let line = 0; line < 3; line++) await settle('arrives');
  assert.deepEqual(tries.slice(2), ['#1 one', '#2 two', '#3 three']);
});
