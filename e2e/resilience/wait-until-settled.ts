import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedClient } from './simulated-client.ts';

/** A run hangs if no client has made progress for this time, in ms. */
const HANG_MS = 300_000;

/** Waits until every message is on every screen. `details` returns a text for the message of the error if that does not happen. */
export const waitUntilSettled = async (
  [observer, ...others]: readonly [SimulatedClient, ...SimulatedClient[]],
  details: () => string = () => '',
) => {
  const clients = [observer, ...others];
  for (const client of clients) client.wakeups.wake();
  let progress = '';
  let hangsAt = 0;
  for (;;) {
    const isAllSent = clients.every((client) => client.isSettled(0));
    const { next } = await observer.members();
    const unsettled = clients.filter((client) => !client.isSettled(next));
    if (isAllSent && unsettled.length === 0) return;
    const descriptions = unsettled.map(({ description }) => description).join('; ');
    if (progress !== descriptions) hangsAt = performance.now() + HANG_MS;
    progress = descriptions;
    assert(performance.now() < hangsAt, `not settled at ${next}: ${descriptions}; ${details()}`);
    await sleep(20);
  }
};
