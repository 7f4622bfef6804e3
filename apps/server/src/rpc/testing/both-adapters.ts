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
import { RoomCookie } from '../../http/room-cookie.ts';
import { SessionCookie } from '../../http/session-cookie.ts';
import { defaultRoomSettings } from '@mailroom/shared';
import { FailureBudget } from '../../chat/limits/failure-budget.ts';
import { createRpcHandler } from '../http-handler.ts';
import { RequestContext } from '../request-context.ts';
import type { AppRouter } from '../router.ts';
import type { TestRequest } from './test-request.ts';
import { nativeDigest } from '../../runtime/native-digest.ts';
import { createDelegatingRouter } from './delegating-router.ts';
import { createScene, scenes, type Scene } from './scenes.ts';
import { PromiseRequestContext } from './promise-request-context.ts';

/** A response, and the number of letters that the request added to the ledger. */
export interface TestResponse {
  readonly status: number | undefined;
  readonly allow: string | undefined;
  readonly cookies: readonly string[] | undefined;
  /** The parsed JSON; `undefined` without a body. */
  readonly body: unknown;
  readonly letters: number;
}

/** Starts tRPC's stock adapter and our handler, each on its own port. They close when the test ends. */
export const startBothAdapters = async (t: TestContext) => {
  const stock = await startAdapter(t, stockAdapter);
  const ours = await startAdapter(t, ourAdapter);
  /** Sends the request to both, each with a new room in the same scene. */
  return async (testRequest: TestRequest) => {
    const [stockResponse, ourResponse] = await Promise.all([stock(testRequest), ours(testRequest)]);
    return { stock: stockResponse, ours: ourResponse };
  };
};

/** The room has the id 00000000: its cookie is `mailroom-00000000`. Each session id has the signature `signed`. */
const contextOptions = {
  trustedProxies: 0,
  cookie: new SessionCookie({ roomId: () => '00000000', sign: () => 'signed', maxAgeMs: 0 }),
  grantCookie: new RoomCookie({ kind: 'mailroom-role', roomId: () => '00000000', maxAgeMs: 0 }),
};

type Adapter = (router: AppRouter) => RequestListener;

const stockAdapter: Adapter = (router) =>
  createHTTPHandler({
    basePath: '/trpc/',
    allowMethodOverride: true,
    router,
    createContext: ({ req, res }) => new PromiseRequestContext(req, res, contextOptions),
  });

const ourAdapter: Adapter = (router) => {
  const handle = createRpcHandler({
    router,
    headers: {},
    transportSecurity: { header: '', appliesTo: () => false },
    keepAliveMs: 5_000,
    createContext: (request, response) => new RequestContext(request, response, contextOptions),
    failures: new FailureBudget({
      settings: { ...defaultRoomSettings, failuresPerNetwork: 0 },
      isMember: () => false,
      monotonicNow: () => 0,
    }),
    respondLate: (_socket, _caller, respond) => respond(0),
    onRefusedCall: () => {},
    onUnexpectedError: () => {},
  });
  return (request, response) => void handle(request, response);
};

const startAdapter = async (t: TestContext, adapter: Adapter) => {
  let joinRetryAfterMs = 0;
  const { router, setRoom } = createDelegatingRouter({
    hold: holdForOneTurn,
    joinRetryAfterMs: () => joinRetryAfterMs,
    keyedHash: (text) => text,
    deriveToken: nativeDigest,
  });
  const server = createServer(adapter(router));
  // Requests that Node's parser rejects never reach an adapter, so none are tested here.
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  t.after(() => {
    agent.destroy();
    server.close();
  });

  return async ({ scene: name = 'Ann and Ben are members', ...testRequest }: TestRequest): Promise<TestResponse> => {
    const scene: Scene = scenes[name];
    const room = await createScene(scene);
    setRoom(room);
    joinRetryAfterMs = scene.joinRetryAfterMs ?? 0;
    const before = room.position().next;
    const { status, headers, text: json } = await exchange({ host: '127.0.0.1', port, agent }, testRequest);
    return {
      status,
      allow: headers.allow,
      cookies: headers['set-cookie'],
      body: json === '' ? undefined : JSON.parse(json),
      letters: room.position().next - before,
    };
  };
};

const holdForOneTurn = (onEnd: () => void) => {
  const end = setImmediate(onEnd);
  return () => clearImmediate(end);
};

/** Sends a request with its target unchanged; `fetch` would normalize it. */
const exchange = async (server: RequestOptions, { method, target, headers, body = '' }: TestRequest) => {
  const length = body === '' || headers?.['transfer-encoding'] ? {} : { 'content-length': Buffer.byteLength(body) };
  const sent = request({
    ...server,
    method,
    path: target,
    headers: { cookie: 'mailroom-00000000=id-2.signed', ...length, ...headers },
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, text: await text(response) };
};
