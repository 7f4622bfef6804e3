import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { PIECE_BYTES } from '../http/connection/end-in-pieces.ts';
import { jsonPieces } from './json-pieces.ts';

test('the pieces together are what JSON.stringify returns', () => {
  fc.assert(
    fc.property(
      fc.object({ withNullPrototype: false, values: [fc.string({ unit: 'binary' }), fc.constant(undefined)] }),
      (value) => {
        assert.equal(Buffer.concat([...jsonPieces(value)]).toString(), JSON.stringify(value));
      },
    ),
  );
});

test('a long list comes in pieces of 32 KiB and the last item before, whatever the length of the list', () => {
  const members = Array.from({ length: 5_000 }, (_, number) => ({ id: `id-${number}`, nickname: 'Zoë' }));
  const pieces = [...jsonPieces({ result: { data: { members, letters: [] } } })];
  assert.equal(Buffer.concat(pieces).toString(), JSON.stringify({ result: { data: { members, letters: [] } } }));
  const last = pieces.pop();
  assert(last && last.length <= PIECE_BYTES);
  for (const { length } of pieces) assert(length >= PIECE_BYTES && length < PIECE_BYTES + 5_000, `${length} bytes`);
});
