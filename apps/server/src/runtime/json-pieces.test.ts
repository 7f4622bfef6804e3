import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { jsonPieces } from './json-pieces.ts';

test('the pieces of any plain data are its JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: 1, max: 3 }), (value, itemsPerPiece) => {
      assert.equal([...jsonPieces(value, itemsPerPiece)].join(''), JSON.stringify(value));
    }),
  );
});

test('fields that are undefined are left out, and items that are become null, as in JSON', () => {
  const value = { a: undefined, b: { c: undefined }, d: [undefined, 1], e: {}, f: [] };
  assert.equal([...jsonPieces(value, 1)].join(''), JSON.stringify(value));
});

test('a long list is many small pieces', () => {
  const letters = Array.from({ length: 10_000 }, (_, id) => ({ id, text: 'x'.repeat(100) }));
  const state = { room: { ledger: { messages: { letters } } } };
  const pieces = [...jsonPieces(state, 32)];
  assert.equal(pieces.join(''), JSON.stringify(state));
  assert.ok(Math.max(...pieces.map(({ length }) => length)) < 5_000);
});
