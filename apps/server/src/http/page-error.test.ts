import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';

const sendError = async (url: string, error: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/page-error`, {
    method: 'POST',
    body: typeof error === 'string' ? error : JSON.stringify(error),
    headers: { 'content-type': 'application/json', origin: url, ...headers },
  });
  return [response.status, await response.text()];
};
const accepted = [202, 'Report received.\n'];
const notAboutThisRoom = [400, 'This is not a report about a page of this room.\n'];

const pageError = { piece: 'row', name: 'TypeError', frames: ['room-abc123.js:1:2345', 'page-x_y.js:7:9'] };

test('an error of a page of this room is logged', async (t) => {
  const { url, pageErrors } = await startTestServer(t);
  assert.deepEqual(await sendError(url, pageError, { 'sec-fetch-site': 'same-origin' }), accepted);
  const withoutFrames = { piece: 'page', name: 'Error', frames: [] };
  assert.deepEqual(await sendError(url, withoutFrames), accepted);
  assert.deepEqual(pageErrors, [pageError, withoutFrames]);
});

test('a report with a text, another field or another form is rejected', async (t) => {
  const hostile = 'x\r\n{"level":30}\u2028\u001B[2J';
  const frame = 'a.js:1:1';
  const reports = [
    { ...pageError, message: 'Cannot read "a secret message"' },
    { ...pageError, piece: 'a secret message' },
    { ...pageError, piece: 'constructor' },
    { ...pageError, name: 'a secret message' },
    { ...pageError, name: hostile },
    { ...pageError, name: 'E'.repeat(41) },
    { ...pageError, name: '' },
    { ...pageError, name: { toString: 'TypeError' } },
    { ...pageError, frames: [hostile] },
    { ...pageError, frames: ['a secret message'] },
    { ...pageError, frames: [`${'a'.repeat(81)}:1:1`] },
    { ...pageError, frames: ['a.js:1:12345678'] },
    { ...pageError, frames: [frame, frame, frame, frame, frame, frame] },
    { ...pageError, frames: { length: 1, 0: frame } },
    { ...pageError, frames: frame },
    { piece: 'row', name: 'TypeError' },
    [pageError],
    'null',
    '"row"',
    '',
    '{',
  ];
  for (const report of reports) {
    // Each from a server of its own, because of the limit.
    const { url, pageErrors } = await startTestServer(t);
    assert.deepEqual(await sendError(url, report), notAboutThisRoom, JSON.stringify(report));
    assert.deepEqual(pageErrors, []);
  }
});

test('a report that is too large, or of another type or method, is rejected', async (t) => {
  const { url, pageErrors } = await startTestServer(t);
  const large = JSON.stringify(pageError) + ' '.repeat(4_096);
  assert.equal((await sendError(url, large))[0], 413);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/csp-report', '']) {
    assert.equal((await sendError(url, pageError, { 'content-type': type }))[0], 415, `${type} avoids a preflight`);
  }
  assert.equal((await fetch(`${url}/page-error`)).status, 405);
  assert.equal((await fetch(`${url}/page-error`, { method: 'PUT', body: '{}' })).status, 405);
  assert.deepEqual(pageErrors, []);
});

test('a report from a page of another site, or from no page, is rejected', async (t) => {
  const { url, port, pageErrors } = await startTestServer(t);
  const origins = ['http://evil.example', `http://127.0.0.1:${port + 1}`, 'null', '', `ftp://127.0.0.1:${port}`];
  for (const origin of origins) assert.deepEqual(await sendError(url, pageError, { origin }), notAboutThisRoom, origin);
  for (const site of ['cross-site', 'same-site', 'none']) {
    assert.deepEqual(await sendError(url, pageError, { 'sec-fetch-site': site }), notAboutThisRoom, site);
  }
  assert.deepEqual(pageErrors, []);
});

test('a report behind a proxy that changes Host comes from the public URL', async (t) => {
  const { url, pageErrors } = await startTestServer(t, { publicUrl: 'https://chat.example' });
  assert.deepEqual(await sendError(url, pageError, { origin: 'https://chat.example' }), accepted);
  assert.deepEqual(await sendError(url, pageError, { origin: 'https://chat.example.evil.example' }), notAboutThisRoom);
  assert.deepEqual(pageErrors, [pageError]);
});

test('10 reports per minute are accepted from one network and 20 of each piece from all', async (t) => {
  const { url, pageErrors } = await startTestServer(t, { trustedProxies: 1, monotonicNow: () => 0 });
  const statusFrom = async (network: number, piece: string) => {
    const [status] = await sendError(url, { ...pageError, piece }, { 'x-forwarded-for': `192.0.2.${network}` });
    return status;
  };
  for (let count = 0; count < 10; count++) assert.equal(await statusFrom(0, 'row'), 202);
  assert.equal(await statusFrom(0, 'dialog'), 429);
  for (let network = 1; network <= 10; network++) assert.equal(await statusFrom(network, 'row'), 202);
  for (let network = 11; network <= 20; network++) assert.equal(await statusFrom(network, 'row'), 429);
  assert.equal(await statusFrom(21, 'dialog'), 202, 'a flood of one kind does not hide the others');
  assert.equal(pageErrors.length, 21);
});

test('the limits of both kinds of report are separate', async (t) => {
  const { url, violations } = await startTestServer(t, { monotonicNow: () => 0 });
  for (let count = 0; count < 10; count++) assert.deepEqual(await sendError(url, pageError), accepted);
  assert.equal((await sendError(url, pageError))[0], 429);
  const violation = { 'csp-report': { 'document-uri': `${url}/` } };
  const headers = { 'content-type': 'application/csp-report' };
  const response = await fetch(`${url}/csp-report`, { method: 'POST', body: JSON.stringify(violation), headers });
  assert.equal(response.status, 202);
  assert.equal(violations.length, 1);
});
