import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestServer } from '../../support/test-server.ts';
import { ATTACKER_ADDRESS } from '../addresses.ts';
import { waitUntil } from '../wait-until.ts';
import { Visitor } from './visitor.ts';

/** The members that one network may have by default. */
const MEMBERS_PER_NETWORK = 50;
const IDLE_MS = 160_000;
/** Within the 10 minutes for which the name of an absentee is reserved. */
const ROUNDS = 2;

test('one address, whose members join and go idle again and again, takes no more names than it may have members', async (t) => {
  const server = new TestServer({ IDLE_MS: String(IDLE_MS) });
  await server.start();
  t.after(() => server.stop());
  await server.stopClock();
  const names: string[] = [];
  let checks = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (let index = 0; index < MEMBERS_PER_NETWORK; index++) {
      const name = `n${round}x${index}`;
      const { status } = await new Visitor(server, ATTACKER_ADDRESS).join(name);
      if (status !== 200) break;
      names.push(name);
    }
    await server.advanceClock(IDLE_MS + 1_000);
    await waitUntil(async () => (await memberCount(server, `127.4.${round + 1}.${checks++ % 250}`)) === 1);
  }
  const taken = await Promise.all(names.map((name, index) => isTaken(server, { name, from: `127.4.0.${index + 1}` })));
  const count = taken.filter(Boolean).length;
  t.diagnostic(`${count} of ${names.length} names are taken`);
  assert(names.length > MEMBERS_PER_NETWORK, 'the members of the second round joined');
  assert(count <= MEMBERS_PER_NETWORK, `${count} names are taken`);
});

/** Joins for a moment. Returns the number of members, with oneself. */
const memberCount = async (server: TestServer, from: string) => {
  const visitor = new Visitor(server, from);
  const { data } = await visitor.join('Ann');
  await visitor.leave();
  return data?.members.length;
};

const isTaken = async (server: TestServer, { name, from }: { name: string; from: string }) => {
  const visitor = new Visitor(server, from);
  const { refusal } = await visitor.join(name);
  await visitor.leave();
  return refusal === 'nickname-taken';
};
