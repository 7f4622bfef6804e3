import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient } from './http-client.ts';

interface FillingOptions {
  /** The time after which the attacker gives up. */
  readonly maxSeconds: number;
}

/** What an attacker achieved who tried to fill the room. */
export interface Filling {
  /** The members that the attacker added. */
  readonly joined: number;
  readonly isFull: boolean;
  readonly seconds: number;
}

const CONCURRENT = 40;
/** Joins from one /64: fewer than it may have. */
const PER_NETWORK = 40;
/** The refusals in a row after which the attacker gives up. */
const MAX_REFUSALS_IN_A_ROW = 200;
/** The pause after the refusal of a server that is overloaded. */
const BUSY_PAUSE_MS = 100;

/**
 * Joins as one member after the other from the networks of one IPv6 /48, as one customer of a provider may have, until the room is full. The
 * server trusts one proxy (`TRUST_PROXY=1`), as which the attacker's addresses are sent.
 */
export const fillRoom = async (server: { port: number }, { maxSeconds }: FillingOptions): Promise<Filling> => {
  const startedAt = performance.now();
  const secondsSoFar = () => (performance.now() - startedAt) / 1_000;
  let [index, joined, refusals, isFull] = [0, 0, 0, false];
  const joinAll = async () => {
    while (!isFull && refusals < MAX_REFUSALS_IN_A_ROW && secondsSoFar() < maxSeconds) {
      const number = index++;
      const address = `2001:db8:1:${Math.floor(number / PER_NETWORK).toString(16)}::1`;
      const member = { nickname: `f${number}x` };
      const client = new HttpClient(server, '127.0.0.1');
      const headers = { 'x-forwarded-for': address };
      const { status, refusal } = await client.call('join', member, headers);
      // The room removes a member who never uses the session.
      if (status === 200) await client.call('typing', {}, headers);
      if (status === 200) joined++;
      if (refusal === 'room-full') isFull = true;
      if (refusal === 'room-busy') await sleep(BUSY_PAUSE_MS);
      else refusals = status === 200 ? 0 : refusals + 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, joinAll));
  return { joined, isFull, seconds: secondsSoFar() };
};
