import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import { listenBehindProxy } from './listen-behind-proxy.ts';
import { createSeededRandom } from '../support/network/seeded-random.ts';

/** A server that numbers its responses and repeats the request, behind a proxy, and a client with one connection. */
const startServer = async (t: TestContext) => {
  const bodies: string[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (bytes) => (body += String(bytes)));
    incoming.on('end', () => response.end(`response ${bodies.push(body)} to ${body}`));
  });
  const proxy = await listenBehindProxy(t, server, { random: createSeededRandom(1) });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const post = async (body: string) => {
    const outgoing = request(proxy.url, { method: 'POST', agent }).end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return text(response);
  };
  return { proxy, bodies, post };
};

test('a replayed request reaches the server twice, and the client gets only the second response', async (t) => {
  const { proxy, bodies, post } = await startServer(t);
  proxy.setConditions({ replay: { of: 'every request', chance: 1 } });
  const long = 'long '.repeat(50_000);
  assert.equal(await post('one'), 'response 2 to one');
  assert.equal(await post(long), `response 4 to ${long}`);
  assert.deepEqual(bodies, ['one', 'one', long, long]);
  assert.deepEqual([proxy.counts.connections, proxy.counts.replays], [1, 2]);
});

test('requests on a reused connection alone can be replayed, as browsers do it', async (t) => {
  const { proxy, bodies, post } = await startServer(t);
  proxy.setConditions({ replay: { of: 'requests on reused connections', chance: 1 } });
  for (const body of ['one', 'two', 'three']) await post(body);
  assert.deepEqual(bodies, ['one', 'two', 'two', 'three', 'three']);
  proxy.clearConditions();
  await post('four');
  proxy.setConditions({ replay: { of: 'every request', chance: 0 } });
  await post('five');
  assert.deepEqual(bodies.slice(5), ['four', 'five']);
});
