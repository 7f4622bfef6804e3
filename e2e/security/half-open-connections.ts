import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { yieldToOthers } from '../support/programs/yield-to-others.ts';

// A worker thread, so that opening many connections does not delay the honest client. Connects from four addresses, in batches.
const { port, count, isMeasured = false }: { port: number; count: number; isMeasured?: boolean } = workerData;
if (isMeasured) yieldToOthers();
const BATCH = 100;
const ADDRESSES = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
const BYTE_INTERVAL_MS = 1_000;

/** Begins a request and sends one more byte of its headers each second, until the server closes the connection. */
const sendSlowly = (index: number): { opened: Promise<unknown>; closed: Promise<unknown> } => {
  const socket = connect({ port, host: '127.0.0.1', localAddress: ADDRESSES[index % ADDRESSES.length] });
  socket.on('error', () => {});
  socket.resume();
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\nx: ');
  const interval = setInterval(() => socket.write('x'), BYTE_INTERVAL_MS);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve())).then(() =>
    clearInterval(interval),
  );
  const connected = new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return { opened: Promise.race([connected, closed]), closed };
};

const closed: Promise<unknown>[] = [];
while (closed.length < count) {
  const batch = Array.from({ length: Math.min(BATCH, count - closed.length) }, (_, index) => sendSlowly(index));
  closed.push(...batch.map((connection) => connection.closed));
  await Promise.all(batch.map(({ opened }) => opened));
  await sleep(0);
}
await Promise.all(closed);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
parentPort?.postMessage('all closed');
