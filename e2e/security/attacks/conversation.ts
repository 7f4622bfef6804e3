import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { HONEST_ADDRESS } from '../addresses.ts';
import { HttpClient } from './http-client.ts';

/** The messages of a conversation. */
export const TEXTS: readonly string[] = Array.from({ length: 16 }, (_, index) => `text ${index}`);

/** The time that an answer takes to the reader and the next request back, in ms. */
const ROUND_TRIP_MS = 60;

/** Returns the messages of a conversation among letters, in their order. */
export const textsIn = (letters: readonly { readonly event: { readonly text?: string } }[]): string[] =>
  letters.flatMap(({ event }) => (event.text !== undefined && TEXTS.includes(event.text) ? event.text : []));

interface ConversationOptions {
  /** The time in which the messages are sent. */
  readonly seconds: number;
  /** What others do meanwhile. Resolves soon after the signal is aborted. */
  readonly attack: (over: AbortSignal) => Promise<unknown>;
}

/**
 * Lets one member send the messages and another one, 60 ms away, read along while others attack. Returns the texts that the reader got, and
 * those in the history of someone who joins at the end.
 */
export const converse = async (
  server: { port: number },
  { seconds, attack }: ConversationOptions,
): Promise<{ read: string[]; history: string[] }> => {
  const [reader, sender] = [new HttpClient(server, HONEST_ADDRESS), new HttpClient(server, HONEST_ADDRESS)];
  const joined = await reader.joinWhenPossible('Ann');
  await sender.joinWhenPossible('Ben');
  const over = new AbortController();
  const send = async () => {
    for (const text of TEXTS) {
      assert.equal((await sender.send(text)).status, 200);
      await sleep((seconds * 1_000) / TEXTS.length);
    }
    over.abort();
  };
  const received: string[] = [];
  const read = async () => {
    for (let next = joined.data?.next ?? 0; ; await sleep(ROUND_TRIP_MS)) {
      const hold = !over.signal.aborted;
      const { data } = await reader.query('wait', { since: next, hold });
      if (data?.type === 'mail') received.push(...textsIn(data.letters));
      else if (!hold) return;
      next = data?.next ?? next;
    }
  };
  const newcomer = async () => {
    await send();
    const { data } = await new HttpClient(server, HONEST_ADDRESS).joinWhenPossible('Cem');
    return textsIn(data?.letters ?? []);
  };
  const [history] = await Promise.all([newcomer(), read(), attack(over.signal)]);
  return { read: received, history };
};

/** Joins and leaves as a member, as fast as it can, until the signal is aborted. */
export const joinAndLeave = async (attacker: HttpClient, nickname: string, over: AbortSignal) => {
  while (!over.aborted) {
    await attacker.join(nickname);
    await attacker.leave();
  }
};
