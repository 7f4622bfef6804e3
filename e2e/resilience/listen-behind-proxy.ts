import { once } from 'node:events';
import type { Server } from 'node:net';
import type { TestContext } from 'node:test';
import { createChaosProxy, type ChaosProxy, type ChaosProxyOptions } from '../support/network/chaos-proxy.ts';

/** Starts a server behind a proxy. Closes both after the test. */
export const listenBehindProxy = async (
  t: TestContext,
  server: Server,
  options: Omit<ChaosProxyOptions, 'serverPort'> = {},
): Promise<ChaosProxy> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const serverPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const proxy = await createChaosProxy({ serverPort, ...options });
  t.after(async () => {
    await proxy.close();
    server.close();
  });
  return proxy;
};
