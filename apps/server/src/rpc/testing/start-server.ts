import { once } from 'node:events';
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import { defaultSettings, type Settings } from '@mailroom/shared';
import { mailroom } from '../../mailroom.ts';
import type { AppRouter } from '../router.ts';

/** A real server on a free port, with a page of a few files, closed when the test ends. */
export const openMailroom = async (
  t: TestContext,
  {
    trustedProxies = 0,
    socketsPerHost = 0,
    busyMs = () => 0,
    pageFolder = aPage(),
    ...settings
  }: MailroomForTests = {},
) => {
  const bugs: unknown[] = [];
  const reports: string[] = [];
  let ids = 0;
  const { room, server, close } = mailroom({
    settings: { ...defaultSettings, ...settings },
    trustedProxies,
    socketsPerHost,
    world: {
      now: () => 1_000,
      monotonicNow: () => performance.now(),
      newId: () => `id-${++ids}`,
      scheduleDelivery: (task) => task(),
    },
    random: () => 0.5,
    busyMs,
    pageFolder,
    onBug: (error) => bugs.push(error),
    onReport: (report) => reports.push(report),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => close(0));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return { url, port, room, server, close, bugs, reports, pageFolder, browser: () => aBrowser(url) };
};

interface MailroomForTests extends Partial<Settings> {
  trustedProxies?: number;
  socketsPerHost?: number;
  busyMs?: () => number;
  pageFolder?: string;
}

/** What a browser does with one site's cookie, under tRPC's own client. */
const aBrowser = (url: string) => {
  let cookie = '';
  const withCookie = async (input: string | URL | Request, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
    return response;
  };
  const trpc: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/trpc`, fetch: (input, init) => withCookie(input, init as RequestInit) })],
  });
  return {
    trpc,
    get cookie() {
      return cookie;
    },
  };
};

const aPage = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-page-'));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><title>Mailroom</title><script type="module" src="/assets/page-abc123.js"></script>',
  );
  writeFileSync(path.join(folder, 'nothing-here.html'), '<!doctype html><title>Mailroom</title><h1>Nothing here</h1>');
  writeFileSync(path.join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(path.join(folder, 'manifest.webmanifest'), '{}');
  writeFileSync(path.join(folder, 'service-worker.js'), '');
  writeFileSync(path.join(folder, 'assets/page-abc123.js'), 'export {};');
  return folder;
};
