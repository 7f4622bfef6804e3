import type { Server } from 'node:http';

/** Listens on a free port, prints the URL as Mailroom does, and exits on SIGTERM. */
export const announce = (server: Server) => {
  process.once('SIGTERM', () => process.exit(0));
  server.keepAliveTimeout = 75_000;
  server.listen(0, () => {
    const address = server.address();
    if (typeof address === 'object') console.log(`  Local:    http://localhost:${address?.port}/`);
  });
};
