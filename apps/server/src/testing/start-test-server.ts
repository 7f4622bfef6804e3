import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import { defaultRoomSettings, type PageError, type RoomSettings } from '@mailroom/shared';
import type { ProxyProblem } from '../http/proxy-check.ts';
import type { CspViolation } from '../http/csp-violation.ts';
import type { HstsScope } from '../http/transport-security.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { createMailroom } from '../mailroom.ts';
import type { AppRouter } from '../rpc/router.ts';
import { nativeDigest } from '../runtime/native-digest.ts';
import { createKeyedHash } from '../runtime/keyed-hash.ts';
import type { SecurityEvent } from '../runtime/security-log.ts';
import { createFolder } from './create-folder.ts';

const KEY = Buffer.alloc(32, 1);

/** The value of the session cookie with this id, at any test server. */
export const signedSession = (sessionId: string) => `${sessionId}.${createKeyedHash(KEY, 'session cookie')(sessionId)}`;

/** Starts a server on a free port, with a small page. It closes when the test ends. Ids are id-1, id-2, …; the wall clock stands at 1,000. */
export const startTestServer = async (
  t: TestContext,
  {
    trustedProxies = 0,
    socketsPerNetwork = 0,
    sockets = 0,
    lateResponseMs = 0,
    joinRetryAfterMs = () => 0,
    monotonicNow = () => performance.now(),
    pageFolder = createPage(t),
    allowedHosts = [],
    publicUrl,
    hsts = 'on',
    ...settings
  }: TestServerOptions = {},
) => {
  const errors: unknown[] = [];
  const violations: CspViolation[] = [];
  const pageErrors: PageError[] = [];
  const securityEvents: SecurityEvent[] = [];
  const proxyProblems: ProxyProblem[] = [];
  let ids = 0;
  const { room, server, open, drain, closeJournal } = createMailroom({
    settings: { ...defaultRoomSettings, ...settings },
    trustedProxies,
    socketsPerNetwork,
    sockets,
    allowedHosts,
    hsts,
    key: KEY,
    machine: 'box',
    publicUrl: publicUrl === undefined ? undefined : new URL(publicUrl),
    environment: {
      now: () => 1_000,
      monotonicNow,
      newId: () => `id-${++ids}`,
      digest: nativeDigest,
      scheduleDelivery: (deliver) => deliver(),
    },
    journal: new MemoryJournal(),
    runId: 'test',
    random: () => 0.5,
    lateResponseMs,
    joinRetryAfterMs,
    pageFolder,
    onUnexpectedError: (error) => errors.push(error),
    onSecurityEvent: (event) => securityEvents.push(event),
    onProxyProblem: (problem) => proxyProblems.push(problem),
    onCspViolation: (violation) => violations.push(violation),
    onPageError: (error) => pageErrors.push(error),
  });
  await open();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (graceMs: number) => {
    await drain(graceMs);
    await closeJournal();
  };
  t.after(() => close(0));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const received = { errors, violations, pageErrors, securityEvents, proxyProblems };
  return { url, port, room, server, close, ...received, pageFolder, openBrowser: () => openBrowser(url) };
};

interface TestServerOptions extends Partial<RoomSettings> {
  trustedProxies?: number;
  socketsPerNetwork?: number;
  sockets?: number;
  lateResponseMs?: number;
  joinRetryAfterMs?: () => number;
  /** For a test of a budget, a clock that stands still: on a busy machine, the budget would grow while the test uses it up. */
  monotonicNow?: () => number;
  pageFolder?: string;
  allowedHosts?: readonly string[];
  publicUrl?: string;
  hsts?: HstsScope;
}

/** A tRPC client with a cookie jar for one cookie. */
const openBrowser = (url: string) => {
  let cookie = '';
  const fetchWithCookie = async (input: string | URL | Request, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    for (const setCookie of response.headers.getSetCookie()) cookie = setCookie.split(';')[0] ?? '';
    return response;
  };
  const trpc: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/trpc`, fetch: (input, init) => fetchWithCookie(input, init as RequestInit) })],
  });
  return {
    trpc,
    get cookie() {
      return cookie;
    },
  };
};

/** Creates the folder of a small page, which is removed when the test ends. */
const createPage = (t: TestContext) => {
  const folder = createFolder(t);
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><title>Mailroom</title><script type="module" src="/assets/page-abc123.js"></script><h1 translate="no">Mailroom</h1>',
  );
  writeFileSync(path.join(folder, 'not-found.html'), '<!doctype html><title>Mailroom</title><h1>Not found</h1>');
  writeFileSync(path.join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(path.join(folder, 'manifest.webmanifest'), '{}');
  writeFileSync(path.join(folder, 'service-worker.js'), '');
  writeFileSync(path.join(folder, 'assets/page-abc123.js'), 'export {};');
  return folder;
};
