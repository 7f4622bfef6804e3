// The same room and router behind tRPC's stock adapter for node:http.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { readConfig } from '../../src/config.ts';
import { createDeliveryScheduler } from '../../src/runtime/delivery-scheduler.ts';
import { RoomCookie } from '../../src/http/room-cookie.ts';
import { SessionCookie } from '../../src/http/session-cookie.ts';
import { createKeyedHash } from '../../src/runtime/keyed-hash.ts';
import { nativeDigest } from '../../src/runtime/native-digest.ts';
import { createMemoryRoom } from '../../src/journal/testing/create-memory-room.ts';
import { createChatRouter } from '../../src/rpc/router.ts';
import { PromiseRequestContext } from '../../src/rpc/testing/promise-request-context.ts';
import { TimerWheel } from '../../src/rpc/timer-wheel.ts';
import { announce } from './announce.ts';

const { settings } = readConfig(process.env);
const monotonicNow = () => performance.now();
const environment = {
  now: () => Date.now(),
  monotonicNow,
  newId: () => randomBytes(16).toString('base64url'),
  digest: nativeDigest,
  scheduleDelivery: createDeliveryScheduler({ monotonicNow, setTimer: setTimeout }),
};
const room = createMemoryRoom(settings, environment);
const cookie = new SessionCookie({
  roomId: () => '00000000',
  sign: createKeyedHash(randomBytes(32), 'session cookie'),
  maxAgeMs: 0,
});
const grantCookie = new RoomCookie({ kind: 'mailroom-role', roomId: () => '00000000', maxAgeMs: 0 });
const timers = new TimerWheel(250);

announce(
  createServer(
    createHTTPHandler({
      basePath: '/trpc/',
      allowMethodOverride: true,
      router: createChatRouter({
        room,
        hold: (onEnd) => timers.schedule(settings.holdMs, onEnd),
        joinRetryAfterMs: () => 0,
        keyedHash: createKeyedHash(randomBytes(32), 'room'),
        deriveToken: createKeyedHash(randomBytes(32), 'token'),
      }),
      createContext: ({ req, res }) => new PromiseRequestContext(req, res, { trustedProxies: 0, cookie, grantCookie }),
    }),
  ),
);
