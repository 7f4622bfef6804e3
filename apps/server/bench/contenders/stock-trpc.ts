// The same room and procedures behind tRPC's stock adapter for node:http.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { ChatRoom } from '../../src/chat/chat-room.ts';
import { readConfig } from '../../src/config.ts';
import { deliveryPace } from '../../src/runtime/delivery-scheduler.ts';
import { Exchange } from '../../src/rpc/request-context.ts';
import { Deadlines } from '../../src/rpc/timer-wheel.ts';
import { chatRouter } from '../../src/rpc/router.ts';
import { announce } from './announce.ts';

const { settings } = readConfig(process.env);
const world = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  newId: () => randomBytes(16).toString('base64url'),
  soon: deliveryPace({ elapsed: () => performance.now(), later: setTimeout }),
};
const room = new ChatRoom(settings, world);
const deadlines = new Deadlines(250);

announce(
  createServer(
    createHTTPHandler({
      basePath: '/trpc/',
      allowMethodOverride: true,
      router: chatRouter({ room, hold: (onEnd) => deadlines.set(settings.holdMs, onEnd), busyMs: () => 0 }),
      createContext: ({ req, res }) => new Exchange(req, res, 0),
    }),
  ),
);
