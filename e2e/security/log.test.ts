import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';
import { logLines, spawnUntil } from '../support/programs/spawn-until.ts';
import { sendRawRequest } from './raw-request.ts';
import { waitUntil } from '../support/wait-until.ts';

const MAIN = path.join(import.meta.dirname, '../../apps/server/src/main.ts');
/** More than the minute for which the log counts the events of a network. */
const OVER_A_MINUTE_MS = 61_000;

/** Starts a server that logs everything. Its monotonic clock can be moved. */
const startLoggingServer = () =>
  spawnUntil([MAIN], {
    cwd: import.meta.dirname,
    env: { PORT: '0', LOG_LEVEL: 'trace', MESSAGES_PER_WINDOW: '2', WINDOW_MS: '3600000' },
    until: /localhost:(\d+)\//,
  });

/** Fields that each line of pino has. */
const PINO_FIELDS = new Set(['level', 'time', 'pid', 'hostname', 'msg']);
const withoutPinoFields = (line: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(line).filter(([name]) => !PINO_FIELDS.has(name)));

test('the log has a line for each security event, and never a session, an attempt or a text', async (t) => {
  const server = await startLoggingServer();
  t.after(() => server.stop('SIGTERM'));
  const port = Number(server.match[1]);
  const url = `http://127.0.0.1:${port}`;
  const secrets: string[] = [];
  const secret = (text: string) => {
    secrets.push(text);
    return text;
  };
  const json = { 'content-type': 'application/json' };
  const post = async (target: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url + target, { method: 'POST', body, headers: { ...json, ...headers } });
    await response.arrayBuffer();
    return response;
  };

  const join = async (nickname: string) => {
    const attempt = secret(randomUUID());
    const response = await post('/trpc/join', JSON.stringify({ nickname: secret(nickname), attempt }));
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    for (const part of cookie.split(/[=.]/).slice(1)) secret(part);
    return cookie;
  };
  const cookie = await join('Annabelle');
  const input = encodeURIComponent('{"since":0}');
  const wait = await fetch(`${url}/trpc/wait?input=${input}`, { headers: { cookie } });
  const { result }: { result: { data: { letters: { event: { member: { id: string } } }[] } } } = await wait.json();
  const memberId = result.data.letters[0]?.event.member.id ?? '';
  for (let count = 0; count < 5; count++) {
    const message = { text: secret(`a secret message ${count}`), clientMsgId: secret(randomUUID()) };
    await post('/trpc/send', JSON.stringify(message), { cookie });
  }

  // The server must not log these headers and bodies: the part that makes them invalid is secret.
  await post('/trpc/send', `{"text":"${secret('a broken body')}`, { cookie });
  await post('/trpc/send', JSON.stringify({ text: secret('an unknown field'), field: 1 }), { cookie });
  await post('/trpc/send', JSON.stringify({ text: `${secret('too long')}${'x'.repeat(20_000)}` }), { cookie });
  await post('/trpc/leave', JSON.stringify({ reason: `${secret('a long reason')}${'x'.repeat(100)}` }), { cookie });
  await post('/trpc/join', JSON.stringify({ nickname: `${secret('no nickname')} <b>` }), { cookie });
  const raw = (bytes: string) => sendRawRequest({ port, bytes, from: '127.0.0.2', responses: 1 });
  await raw(`GET /trpc/wait HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}${'x'.repeat(9_000)}\r\n\r\n`);
  await raw(`GET /trpc/getUsers HTTP/1.1\r\nhost: localhost\r\nhost: x\r\ncookie: ${cookie}\r\n\r\n`);
  await raw(`NONSENSE ${secret('in a broken request')}\r\ncookie: ${cookie}\r\n\r\n`);
  await raw(`GET /?${secret('in-an-address')} HTTP/1.1\r\nhost: evil.example\r\ncookie: ${cookie}\r\n\r\n`);
  await post('/trpc/leave', '{}', { cookie, 'sec-fetch-site': 'cross-site' });
  await post('/trpc/leave', '{}', { cookie, origin: 'http://chat.example' });
  const violation = { 'document-uri': `${url}/?${secret('in-a-page-address')}`, 'script-sample': secret('a sample') };
  await post('/csp-report', JSON.stringify({ 'csp-report': violation }));
  const pageError = { piece: 'row', name: 'TypeError', frames: ['room-a1.js:1:2'] };
  await post('/page-error', JSON.stringify(pageError), { cookie, origin: url });
  await post('/page-error', JSON.stringify({ ...pageError, message: secret('an error message') }), { origin: url });
  const name = cookie.split('=')[0] ?? '';
  for (let guess = 0; guess < 100; guess++) {
    const response = await fetch(`${url}/trpc/getUsers`, {
      headers: { cookie: `${name}=${secret(`guess-${guess}`)}` },
    });
    await response.arrayBuffer();
  }

  const lines = () => logLines(server.output());
  const expected = [
    { event: 'throttled', kind: 'send', network: '127.0.0.1', memberId },
    { event: 'ambiguous-request', network: '127.0.0.2' },
    { event: 'refused-host', network: '127.0.0.2', host: 'evil.example' },
    { event: 'cross-site', network: '127.0.0.1' },
    { event: 'host-mismatch', network: '127.0.0.1', host: `127.0.0.1:${port}`, origin: 'http://chat.example' },
    { directive: '', blocked: '', page: '/', source: '', line: 0, column: 0 },
    pageError,
    { event: 'no-session-burst', network: '127.0.0.1', refusals: 100 },
  ];
  await waitUntil(() => lines().length >= expected.length);
  await server.setClock(OVER_A_MINUTE_MS);
  await waitUntil(() => lines().length > expected.length);
  const security = lines().map(withoutPinoFields);
  assert.deepEqual(security, [...expected, { ...expected[0], omitted: 2 }]);
  assert.deepEqual(
    secrets.filter((each) => server.output().includes(each)),
    [],
  );
});
