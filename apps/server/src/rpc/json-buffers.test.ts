import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { PIECE_BYTES } from '../http/connection/end-in-pieces.ts';
import { jsonBuffers } from './json-buffers.ts';

test('the buffers together are what JSON.stringify returns', () => {
  fc.assert(
    fc.property(
      fc.object({ withNullPrototype: false, values: [fc.string({ unit: 'binary' }), fc.constant(undefined)] }),
      (value) => {
        assert.equal(Buffer.concat([...jsonBuffers(value)]).toString(), JSON.stringify(value));
      },
    ),
  );
});

test('a long list comes in buffers of 32 KiB and the last item before, whatever the length of the list', () => {
  const members = Array.from({ length: 5_000 }, (_, number) => ({ id: `id-${number}`, nickname: 'Zoë' }));
  const buffers = [...jsonBuffers({ result: { data: { members, letters: [] } } })];
  assert.equal(Buffer.concat(buffers).toString(), JSON.stringify({ result: { data: { members, letters: [] } } }));
  const last = buffers.pop();
  assert(last && last.length <= PIECE_BYTES);
  for (const { length } of buffers) assert(length >= PIECE_BYTES && length < PIECE_BYTES + 5_000, `${length} bytes`);
});
