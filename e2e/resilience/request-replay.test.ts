import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import { behindProxy } from './listen-behind-proxy.ts';
import { seededRandom } from './seeded-random.ts';

/** A server that numbers its answers and repeats what it was asked, and someone who asks it over one connection. */
const asking = async (t: TestContext) => {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (bytes) => (body += String(bytes)));
    incoming.on('end', () => response.end(`answer ${asked.push(body)} to ${body}`));
  });
  const proxy = await behindProxy(t, server, { random: seededRandom(1) });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const ask = async (body: string) => {
    const outgoing = request(proxy.url, { method: 'POST', agent }).end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return text(response);
  };
  return { proxy, asked, ask };
};

test('a replayed request reaches the server twice, and its client hears the second answer alone', async (t) => {
  const { proxy, asked, ask } = await asking(t);
  proxy.behave({ replay: { of: 'every request', chance: 1 } });
  const long = 'long '.repeat(50_000);
  assert.equal(await ask('one'), 'answer 2 to one');
  assert.equal(await ask(long), `answer 4 to ${long}`);
  assert.deepEqual(asked, ['one', 'one', long, long]);
  assert.deepEqual([proxy.counts.connections, proxy.counts.replays], [1, 2]);
});

test('as browsers do, only what goes over a connection that was used before is replayed', async (t) => {
  const { proxy, asked, ask } = await asking(t);
  proxy.behave({ replay: { of: 'requests on kept connections', chance: 1 } });
  for (const body of ['one', 'two', 'three']) await ask(body);
  assert.deepEqual(asked, ['one', 'two', 'two', 'three', 'three']);
  proxy.heal();
  await ask('four');
  proxy.behave({ replay: { of: 'every request', chance: 0 } });
  await ask('five');
  assert.deepEqual(asked.slice(5), ['four', 'five']);
});
