import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { digest } from '@mailroom/shared';
import { nativeDigest } from './native-digest.ts';

test('both digests are the first 16 bytes of SHA-256 in base64url', () => {
  const uuid = '9b2c1f1e-5d1a-4f5e-9d0e-0d6f3a1f2b11';
  const ids = [digest(uuid), digest(''), digest('abc')];
  assert.deepEqual(ids, ['2_4dyr1WOgOM_3zrVVI6Bw', '47DEQpj8HBSa-_TImW-5JA', 'ungWv48Bz-pBQUDeXa4iIw']);
  assert.deepEqual([uuid, '', 'abc'].map(nativeDigest), ids);
});

test('both digests agree on texts of every script, and at the bounds of a block', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(fc.property(text, (each) => assert.equal(digest(each), nativeDigest(each))));
  const texts = [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1_000].flatMap((length) =>
    ['a', 'ü', '€', '😀', '\uD800'].map((character) => character.repeat(length)),
  );
  assert.deepEqual(texts.map(digest), texts.map(nativeDigest));
});
