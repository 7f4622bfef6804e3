import type { TestServer } from '../../support/test-server.ts';
import { ATTACKER_ADDRESS } from '../addresses.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { HttpClient } from './http-client.ts';

/** The idle timeout of the server, in ms. Several fit into the 10 minutes for which the name of an absentee is reserved. */
export const SQUATTING_IDLE_MS = 160_000;
/** The members that one network may have by default. */
export const MEMBERS_PER_NETWORK = 50;

/**
 * Lets members of one address join and go idle, in several rounds. Returns how many of them joined, and how many of their names stay
 * reserved. The server needs `IDLE_MS` as above; its clock is stopped.
 */
export const squatNames = async (server: TestServer, rounds: number): Promise<{ joined: number; taken: number }> => {
  await server.stopClock();
  const names: string[] = [];
  let checks = 0;
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < MEMBERS_PER_NETWORK; index++) {
      const name = `n${round}x${index}`;
      const client = new HttpClient(server, ATTACKER_ADDRESS);
      const { status } = await client.join(name);
      if (status !== 200) break;
      // The name of a member who never uses the session is not reserved.
      await client.call('typing', {});
      names.push(name);
    }
    await server.advanceClock(SQUATTING_IDLE_MS + 1_000);
    await waitUntil(async () => (await memberCount(server, `127.4.${round + 1}.${checks++ % 250}`)) === 1);
  }
  const taken = await Promise.all(names.map((name, index) => isTaken(server, { name, from: `127.4.0.${index + 1}` })));
  return { joined: names.length, taken: taken.filter(Boolean).length };
};

/** Joins for a moment. Returns the number of members, with oneself. */
const memberCount = async (server: TestServer, from: string) => {
  const client = new HttpClient(server, from);
  const { data } = await client.joinWhenPossible('Ann');
  await client.leave();
  return data?.members.length;
};

const isTaken = async (server: TestServer, { name, from }: { name: string; from: string }) => {
  const client = new HttpClient(server, from);
  const { refusal } = await client.joinWhenPossible(name);
  await client.leave();
  return refusal === 'nickname-taken';
};
