import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

// A thread of its own, so that who means no harm does not wait for the crowd to come. They come from four addresses, a few at a time.
const { port, count }: { port: number; count: number } = workerData;
const AT_A_TIME = 100;
const ADDRESSES = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
const DRIP_MS = 1_000;
const MOST_MS = 15_000;

/** Begins a request, and says one more byte of it a second, until it is put out; answers after how many ms that was. */
const linger = async (index: number): Promise<{ begun: Promise<unknown>; lasted: Promise<number> }> => {
  const begun = performance.now();
  const socket = connect({ port, host: '127.0.0.1', localAddress: ADDRESSES[index % ADDRESSES.length] });
  socket.on('error', () => {});
  socket.resume();
  socket.write('GET / HTTP/1.1\r\nhost: x\r\nx: ');
  const drip = setInterval(() => socket.write('x'), DRIP_MS);
  const despair = setTimeout(() => socket.destroy(), MOST_MS);
  const closed = once(socket, 'close').then(() => {
    clearInterval(drip);
    clearTimeout(despair);
    return performance.now() - begun;
  });
  return { begun: Promise.race([once(socket, 'connect'), closed]), lasted: closed };
};

const lasting: Promise<number>[] = [];
while (lasting.length < count) {
  const some = await Promise.all(
    Array.from({ length: Math.min(AT_A_TIME, count - lasting.length) }, (_, index) => linger(index)),
  );
  lasting.push(...some.map(({ lasted }) => lasted));
  await Promise.all(some.map(({ begun }) => begun));
  await sleep(0);
}
const most = Math.max(...(await Promise.all(lasting)));
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
parentPort?.postMessage(most);
