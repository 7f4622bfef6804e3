import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_BUDGETS, startServerUnderAttack } from '../server-under-attack.ts';
import { fillRoom } from './filling-the-room.ts';
import { HttpClient } from './http-client.ts';

/** Members of all networks of one IPv6 /48: four times those of one network. */
const MEMBERS_PER_PREFIX = 200;
const MAX_SECONDS = 60;

test('all networks of one IPv6 /48 together cannot fill a room for more members than four networks may have', async (t) => {
  const settings = { ...DEFAULT_BUDGETS, TRUST_PROXY: '1', MEMBERS: String(MEMBERS_PER_PREFIX + 1) };
  const server = await startServerUnderAttack(t, settings);
  const { joined, isFull } = await fillRoom(server, { maxSeconds: MAX_SECONDS });
  assert.deepEqual({ joined, isFull }, { joined: MEMBERS_PER_PREFIX, isFull: false });
  const ann = await new HttpClient(server, '127.0.0.1').call(
    'join',
    { nickname: 'Ann' },
    { 'x-forwarded-for': '192.0.2.1' },
  );
  assert.equal(ann.status, 200);
  await server.assertHealthy();
});
