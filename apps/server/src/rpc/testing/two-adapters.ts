import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type RequestOptions,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { Exchange, PatientExchange } from '../request-context.ts';
import { rpcHandler } from '../http-handler.ts';
import type { AppRouter } from '../router.ts';
import type { Asked } from './send-request.ts';
import { scenes, setScene } from './fixtures.ts';

/** What came back, and how many letters the room has got by it. */
export interface Answered {
  readonly status: number | undefined;
  readonly allow: string | undefined;
  readonly cookies: readonly string[] | undefined;
  /** The JSON; nothing when there is no body. */
  readonly body: unknown;
  readonly letters: number;
}

/** tRPC's stock adapter and the room's own handler, each on a port of its own, closed when the test ends. */
export const openTwoAdapters = async (t: TestContext) => {
  const stock = await openAdapter(t, stockAdapter);
  const ours = await openAdapter(t, ourAdapter);
  /** Asks both the same, each over a new room in the same scene. */
  return async (asked: Asked) => {
    const answers = await Promise.all([stock(asked), ours(asked)]);
    return { stock: answers[0], ours: answers[1] };
  };
};

type Adapter = (router: AppRouter) => RequestListener;

const stockAdapter: Adapter = (router) =>
  createHTTPHandler({
    basePath: '/trpc/',
    allowMethodOverride: true,
    router,
    createContext: ({ req, res }) => new Exchange(req, res, 0),
  });

const ourAdapter: Adapter = (router) => {
  const answer = rpcHandler({
    router,
    headers: {},
    keepAliveMs: 5_000,
    contextOf: (request, response) => new PatientExchange(request, response, 0),
    onBug: () => {},
  });
  return (request, response) => void answer(request, response);
};

const openAdapter = async (t: TestContext, adapter: Adapter) => {
  let answer: RequestListener;
  const server = createServer((request, response) => answer(request, response));
  // What Node's parser refuses by itself says nothing about the adapters: it has no place among the requests.
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  t.after(() => {
    agent.destroy();
    server.close();
  });

  return async ({ scene = 'Ann and Ben are here', ...asked }: Asked): Promise<Answered> => {
    const { room, router } = setScene(scenes[scene]);
    const before = room.position().next;
    answer = adapter(router);
    const { status, headers, said } = await exchange({ host: '127.0.0.1', port, agent }, asked);
    return {
      status,
      allow: headers.allow,
      cookies: headers['set-cookie'],
      body: said === '' ? undefined : JSON.parse(said),
      letters: room.position().next - before,
    };
  };
};

/** `fetch` would tidy up the target; this sends it as it is. */
const exchange = async (server: RequestOptions, { method, target, headers, body = '' }: Asked) => {
  const length = body === '' || headers?.['transfer-encoding'] ? {} : { 'content-length': Buffer.byteLength(body) };
  const asking = request({
    ...server,
    method,
    path: target,
    headers: { cookie: 'mailroom=id-2', ...length, ...headers },
  });
  asking.end(body);
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, said: await text(response) };
};
