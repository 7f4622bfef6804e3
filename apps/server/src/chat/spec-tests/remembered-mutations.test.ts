import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { createTestRoom, refusalOf } from '../testing/test-room.ts';

test('S6: a remembered mutation takes at most 200 bytes, whatever the length of its text', async () => {
  // In a thread of its own: the other tests of this process leave garbage behind.
  const worker = new Worker(new URL('../testing/measure-mutations.ts', import.meta.url));
  const [bytes]: number[] = await once(worker, 'message');
  await worker.terminate();
  assert.ok(bytes !== undefined && bytes <= 200, `${bytes} bytes`);
  assert.ok(bytes > 100, `${bytes} bytes: the room was not released`);
});

test('S2 S6: a mutation is forgotten after 10 minutes also if the member sends nothing more', () => {
  const { environment, join } = createTestRoom({ idleMs: 0 });
  const ann = join('Ann');
  ann.send('hello', 'one');
  environment.advance(600_000);
  assert.equal(ann.send('hello', 'one').duplicate, true);
  environment.advance(1_000);
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello!')),
    { refusal: 'message-unknown' },
  );
  assert.equal(ann.send('hello', 'one').duplicate, false);
});

test('S2 S6: a mutation is forgotten after 10 minutes also if the member is absent', () => {
  const { environment, join } = createTestRoom();
  const { sessionId, send } = join('Ann');
  send('hello', 'one');
  environment.advance(601_000);
  join('Ann', { sessionId });
  assert.equal(send('hello', 'one').duplicate, false);
});
