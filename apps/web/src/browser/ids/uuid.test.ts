import assert from 'node:assert/strict';
import test from 'node:test';
import { uuid } from './uuid.ts';

test('every UUID is of version 4, and unique', () => {
  const uuids = Array.from({ length: 1_000 }, uuid);
  assert.equal(new Set(uuids).size, 1_000);
  for (const one of uuids) assert.match(one, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
