import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';

const CSP_REPORT = 'application/csp-report';
const sendReport = async (url: string, report: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/csp-report`, {
    method: 'POST',
    body: typeof report === 'string' ? report : JSON.stringify(report),
    headers: { 'content-type': CSP_REPORT, ...headers },
  });
  return [response.status, await response.text()];
};
const accepted = [202, 'Report received.\n'];
const notAboutThisRoom = [400, 'This is not a report about a page of this room.\n'];

/** A report as Chromium sends it to `report-uri`. */
const legacyReport = (page: string, changes: object = {}) => ({
  'csp-report': {
    'document-uri': page,
    referrer: 'http://secret.example/',
    'violated-directive': 'script-src-elem',
    'effective-directive': 'script-src-elem',
    'original-policy': "default-src 'none'",
    disposition: 'enforce',
    'blocked-uri': 'inline',
    'line-number': 7,
    'column-number': 9,
    'source-file': new URL('/assets/page-abc123.js?secret', page).href,
    'status-code': 200,
    'script-sample': 'a secret message',
    ...changes,
  },
});

test('a report about a page of this room is logged with selected fields', async (t) => {
  const { url, violations } = await startTestServer(t);
  assert.deepEqual(await sendReport(url, legacyReport(`${url}/?secret#secret`)), accepted);
  const body = {
    documentURL: `${url}/style`,
    effectiveDirective: 'img-src',
    blockedURL: 'https://evil.example/secret.png',
    sourceFile: 'chrome-extension://abcdef/secret.js',
    lineNumber: 1,
    sample: 'a secret message',
  };
  const apiReport = [{ type: 'csp-violation', age: 1, url: `${url}/`, user_agent: 'secret', body }];
  assert.deepEqual(await sendReport(url, apiReport, { 'content-type': 'application/reports+json' }), accepted);
  assert.deepEqual(violations, [
    {
      directive: 'script-src-elem',
      blocked: 'inline',
      page: '/',
      source: '/assets/page-abc123.js',
      line: 7,
      column: 9,
    },
    {
      directive: 'img-src',
      blocked: 'https://evil.example',
      page: '/style',
      source: 'chrome-extension://abcdef',
      line: 1,
      column: 0,
    },
  ]);
});

test('a report with only the required fields is accepted', async (t) => {
  const { url, violations } = await startTestServer(t);
  const report = { 'csp-report': { 'document-uri': `${url}/`, 'violated-directive': "img-src 'self'" } };
  assert.deepEqual(await sendReport(url, report), accepted);
  assert.deepEqual(violations, [{ directive: 'img-src', blocked: '', page: '/', source: '', line: 0, column: 0 }]);
});

test('a report that is not about a page of this room is rejected', async (t) => {
  const { url, port, violations } = await startTestServer(t);
  const foreignPages = [
    'http://evil.example/',
    `http://127.0.0.1:${port + 1}/`,
    `http://127.0.0.1.evil.example:${port}/`,
    `http://evil.example/@127.0.0.1:${port}/`,
    `ftp://127.0.0.1:${port}/`,
    'about:blank',
    'data',
    '',
  ];
  const api = (documentURL: string) => ({ type: 'csp-violation', body: { documentURL } });
  const reports = [
    ...foreignPages.map((page) => ({ 'csp-report': { 'document-uri': page } })),
    [api(`${url}/`), api('http://evil.example/')],
    Array.from({ length: 11 }, () => api(`${url}/`)),
    [],
    { 'csp-report': {} },
    'report',
    '',
    'null',
  ];
  for (const [index, report] of reports.entries()) {
    // Each from a network of its own, because of the limit.
    const other = await startTestServer(t, { trustedProxies: 1 });
    const moved = JSON.parse(JSON.stringify({ report }).replaceAll(`:${port}/`, `:${other.port}/`)).report;
    const headers = { 'x-forwarded-for': `192.0.2.${index}` };
    assert.deepEqual(await sendReport(other.url, moved, headers), notAboutThisRoom, JSON.stringify(report));
    assert.deepEqual(other.violations, []);
  }
  const type = { 'content-type': 'text/plain' };
  assert.equal((await sendReport(url, legacyReport(`${url}/`), type))[0], 415, 'a page of another site can send it');
  assert.deepEqual(violations, []);
});

test('a report behind a proxy that changes Host is about the public URL', async (t) => {
  const { url, violations } = await startTestServer(t, { publicUrl: 'https://chat.example' });
  assert.deepEqual(await sendReport(url, legacyReport('https://chat.example/')), accepted);
  assert.deepEqual(await sendReport(url, legacyReport('https://chat.example.evil.example/')), notAboutThisRoom);
  assert.equal(violations.length, 1);
});

test('no field of a report can add a line to the log or fill it', async (t) => {
  const { url, violations } = await startTestServer(t);
  const hostile = `x\r\n{"level":30}\u2028\u001B[2J${'y'.repeat(600)}`;
  const report = legacyReport(`${url}/${hostile}`, {
    'effective-directive': hostile,
    'blocked-uri': hostile,
    'source-file': hostile,
    'line-number': hostile,
    'column-number': -1,
  });
  assert.deepEqual(await sendReport(url, report), accepted);
  const texts = Object.values(violations[0] ?? {}).filter((value) => typeof value === 'string');
  assert.equal(texts.length, 4);
  for (const text of texts) assert.match(text, /^[\u0020-\u007E]{1,200}$/);
});

test('10 reports per minute are accepted from one network and 60 from all, however many networks there are', async (t) => {
  const { url, violations } = await startTestServer(t, { trustedProxies: 1, monotonicNow: () => 0 });
  const statusFrom = async (network: number) => {
    const forwarded = `192.0.${Math.floor(network / 250)}.${network % 250}`;
    const [status] = await sendReport(url, legacyReport(`${url}/`), { 'x-forwarded-for': forwarded });
    return status;
  };
  for (let count = 0; count < 10; count++) assert.equal(await statusFrom(0), 202);
  assert.equal(await statusFrom(0), 429);
  for (let network = 1; network <= 50; network++) assert.equal(await statusFrom(network), 202);
  for (let network = 51; network <= 1_100; network++) assert.equal(await statusFrom(network), 429);
  assert.equal(await statusFrom(0), 429, 'the first network was forgotten, and is still limited');
  assert.equal(violations.length, 60);
});

test('40 reports per minute are accepted from the networks of one IPv6 /48, so that others can report', async (t) => {
  const { url, violations } = await startTestServer(t, { trustedProxies: 1, monotonicNow: () => 0 });
  const statusFrom = async (address: string) =>
    (await sendReport(url, legacyReport(`${url}/`), { 'x-forwarded-for': address }))[0];
  for (let network = 0; network < 40; network++) assert.equal(await statusFrom(`2001:db8:1:${network}::1`), 202);
  for (let network = 40; network < 60; network++) assert.equal(await statusFrom(`2001:db8:1:${network}::1`), 429);
  assert.deepEqual([await statusFrom('2001:db8:2::1'), await statusFrom('192.0.2.1')], [202, 202]);
  assert.equal(violations.length, 42);
});
