import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { endInPieces } from './end-in-pieces.ts';

/** A response whose client takes everything at once. Adds its name to `log` for each piece and for its end. */
const createResponse = (name: string, log: string[]) => ({
  write: (_piece: Buffer, done: () => void) => {
    log.push(name);
    process.nextTick(done);
  },
  end: () => log.push(`${name} ends`),
});

const pieces = (count: number) => Array.from({ length: count }, () => Buffer.alloc(1)).values();

test('long responses take turns, and other work gets its turn between a few pieces', async () => {
  const log: string[] = [];
  const names = Array.from({ length: 20 }, (_, index) => `response ${index}`);
  for (const name of names) endInPieces(createResponse(name, log), pieces(5));
  let longest = 0;
  for (let before = 0; log.length < names.length * 6; before = log.length) {
    await nextTurn();
    longest = Math.max(longest, log.length - before);
  }
  assert.ok(longest <= 16, `${longest} pieces were sent between two turns`);
  const firstEnd = log.findIndex((entry) => entry.endsWith('ends'));
  assert.deepEqual(new Set(log.slice(0, firstEnd)).size, names.length, 'none is complete before all have begun');
  for (const name of names) {
    assert.deepEqual(
      log.filter((entry) => entry.startsWith(`${name} `) || entry === name),
      [name, name, name, name, name, `${name} ends`],
    );
  }
});

test('a response that fails gives up its turn', async () => {
  const log: string[] = [];
  const failed = {
    write: (_piece: Buffer, done: (error: Error) => void) => done(new Error('closed')),
    end: () => log.push('failed ends'),
  };
  for (let count = 0; count < 20; count++) endInPieces(failed, pieces(5));
  endInPieces(createResponse('last', log), pieces(1));
  while (log.length < 2) await nextTurn();
  assert.deepEqual(log, ['last', 'last ends']);
});
