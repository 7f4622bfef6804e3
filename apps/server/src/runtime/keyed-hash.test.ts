import assert from 'node:assert/strict';
import test from 'node:test';
import { createKeyedHash } from './keyed-hash.ts';

const KEY = Buffer.alloc(32, 1);

test('a hash depends on the text, on each bit of the key and on the purpose', () => {
  const hash = createKeyedHash(KEY, 'sessions');
  assert.equal(hash('id'), createKeyedHash(Buffer.from(KEY), 'sessions')('id'));
  const keys = Array.from({ length: 256 }, (_, bit) => KEY.with(bit >> 3, (KEY[bit >> 3] ?? 0) ^ (1 << (bit & 7))));
  const others = [hash('ie'), hash(''), createKeyedHash(KEY, 'networks')('id')];
  const hashes = [hash('id'), ...others, ...keys.map((key) => createKeyedHash(key, 'sessions')('id'))];
  assert.equal(new Set(hashes).size, 260);
  for (const each of hashes) assert.match(each, /^[\w-]{22}$/);
});
