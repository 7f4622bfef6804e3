import { once } from 'node:events';
import type { Server } from 'node:net';
import type { TestContext } from 'node:test';
import { chaosProxy, type ChaosProxy, type ChaosProxyOptions } from './chaos-proxy.ts';

/** Opens a server behind a proxy, until the test ends. */
export const behindProxy = async (
  t: TestContext,
  server: Server,
  options: Omit<ChaosProxyOptions, 'to'> = {},
): Promise<ChaosProxy> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const proxy = await chaosProxy({ to: typeof address === 'object' ? (address?.port ?? 0) : 0, ...options });
  t.after(async () => {
    await proxy.close();
    server.close();
  });
  return proxy;
};
