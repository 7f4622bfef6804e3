import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotMount, createSmallDisk } from './journal/testing/journal-folder.ts';
import { createFolder } from './testing/create-folder.ts';
import { startMain } from './testing/start-main.ts';
import { until } from './testing/until.ts';

/** A browser of one member. The room's cookie does not depend on the port here. */
class Browser {
  cookie = '';

  /** Calls a mutation. If the server is too busy for new members, calls it again when the server says so. */
  async post(url: string, procedure: string, input: object): ReturnType<Browser['postOnce']> {
    for (;;) {
      const answer = await this.postOnce(url, procedure, input);
      if (answer.data['refusal'] !== 'room-busy') return answer;
      await sleep(Number(answer.data['retryAfterMs']));
    }
  }

  async postOnce(url: string, procedure: string, input: object) {
    const response = await fetch(`${url}trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.cookie && { cookie: this.cookie }) },
      body: JSON.stringify(input),
    });
    this.cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { result, error } = (await response.json()) as {
      result?: { data: Record<string, unknown> };
      error?: { data: Record<string, unknown> };
    };
    return { status: response.status, headers: response.headers, data: result?.data ?? error?.data ?? {} };
  }

  async get(url: string, procedure: string, input: object) {
    const query = `input=${encodeURIComponent(JSON.stringify(input))}`;
    const response = await fetch(`${url}trpc/${procedure}?${query}`, { headers: { cookie: this.cookie } });
    const { result } = (await response.json()) as { result: { data: Record<string, unknown> } };
    return result.data;
  }
}

/** The port of the first start, for the next ones: the name of the cookie depends on it. */
const samePort = (url: string) => ({ PORT: new URL(url).port });

for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
  test(`J3 after ${signal} the same cookie is the same member, and a repeated message is the same one`, async (t) => {
    const DATA_DIR = path.join(createFolder(t), 'data');
    const first = await startMain(t, { DATA_DIR });
    assert.match(first.output(), new RegExp(`Data: +${DATA_DIR}\n`));
    const ann = new Browser();
    const joined = await ann.post(first.url, 'join', { nickname: 'Ann' });
    const message = { text: 'hello', clientMsgId: randomUUID() };
    const sent = await ann.post(first.url, 'send', message);
    await first.stop(signal);

    const { url } = await startMain(t, { DATA_DIR, ...samePort(first.url) });
    const repeated = await ann.post(url, 'send', message);
    assert.deepEqual(repeated.data, { ...sent.data, duplicate: true });
    const again = await ann.post(url, 'join', { nickname: 'Ann' });
    assert.deepEqual([again.data['you'], again.data['epoch']], [joined.data['you'], joined.data['epoch']]);
    assert.equal((await new Browser().post(url, 'join', { nickname: 'Ann' })).data['refusal'], 'nickname-taken');
  });
}

test('J12 L9 after a backup was restored, a client learns up to which letter the ledgers agree', async (t) => {
  const DATA_DIR = path.join(createFolder(t), 'data');
  const first = await startMain(t, { DATA_DIR });
  const ann = new Browser();
  const joined = await ann.post(first.url, 'join', { nickname: 'Ann' });
  await ann.post(first.url, 'send', { text: 'kept', clientMsgId: randomUUID() });
  process.kill(first.pid, 'SIGUSR2');
  await until(() => first.output().includes('the backup is complete'));
  const lost = await ann.post(first.url, 'send', { text: 'lost', clientMsgId: randomUUID() });
  await first.stop('SIGKILL');
  rmSync(path.join(DATA_DIR, 'room.db-wal'));
  renameSync(path.join(DATA_DIR, 'backup.db'), path.join(DATA_DIR, 'room.db'));
  writeFileSync(path.join(DATA_DIR, 'restored'), '');

  const { url } = await startMain(t, { DATA_DIR, ...samePort(first.url) });
  const { epoch } = joined.data;
  const reset = await ann.get(url, 'wait', { since: Number(lost.data['id']) + 1, epoch });
  assert.partialDeepStrictEqual(reset, { type: 'reset', next: 2, agreement: { epoch, before: 2 } });
  assert.notEqual(reset['epoch'], epoch);
  await ann.post(url, 'send', { text: 'new', clientMsgId: randomUUID() });
  const mail = await ann.get(url, 'wait', { since: 2, epoch: reset['epoch'] });
  assert.partialDeepStrictEqual(mail, { type: 'mail', letters: [{ id: 2, event: { text: 'new' } }] });
});

test('J13 settings that differ from those of the last start are logged once, with both values', async (t) => {
  const DATA_DIR = path.join(createFolder(t), 'data');
  const changesAtStart = async (settings: Record<string, string>) => {
    const server = await startMain(t, { DATA_DIR, ...settings });
    await server.stop('SIGTERM');
    const line = server
      .output()
      .split('\n')
      .find((each) => each.includes('the settings differ'));
    const fields: object = JSON.parse(line ?? '{}');
    return Object.fromEntries(Object.entries(fields).filter(([name]) => name === name.toUpperCase()));
  };
  const changed = { MESSAGES_PER_WINDOW: '5', JOINS_PER_HOST: '7', RESERVED_NICKNAMES: 'Boss', HOLD_MS: '2000' };
  assert.deepEqual(await changesAtStart({}), {}, 'a new room has no former settings');
  assert.deepEqual(await changesAtStart(changed), {
    MESSAGES_PER_WINDOW: { before: 10, now: 5 },
    JOINS_PER_HOST: { before: 'default', now: 7 },
    RESERVED_NICKNAMES: { before: [], now: ['Boss'] },
  });
  assert.deepEqual(await changesAtStart(changed), {});
});

test('J9 the database has no cookie, join attempt, address or client message id', async (t) => {
  const DATA_DIR = path.join(createFolder(t), 'data');
  const server = await startMain(t, { DATA_DIR, TRUST_PROXY: '1' });
  const ann = new Browser();
  const attempt = randomUUID();
  const clientMsgId = randomUUID();
  await ann.post(server.url, 'join', { nickname: 'Annabelle', attempt });
  await ann.post(server.url, 'send', { text: 'something to find', clientMsgId });
  const secrets = [ann.cookie.split('.').at(-1) ?? '', attempt, clientMsgId, '127.0.0.1'];
  for (const end of ['SIGKILL', 'SIGTERM'] as const) {
    await server.stop(end);
    const files = readdirSync(DATA_DIR).filter((name) => name.startsWith('room.db'));
    const content = files.map((name) => readFileSync(path.join(DATA_DIR, name), 'latin1')).join('');
    assert.deepEqual(
      [...secrets, 'Annabelle', 'something to find'].filter((text) => content.includes(text)),
      ['Annabelle', 'something to find'],
    );
    if (end === 'SIGKILL') await (await startMain(t, { DATA_DIR })).stop('SIGTERM');
  }
});

test('SESSION_KEY signs the cookies: without it, or with another one, they are invalid', async (t) => {
  const DATA_DIR = path.join(createFolder(t), 'data');
  const SESSION_KEY = 'a secret of thirty-two characters';
  const first = await startMain(t, { DATA_DIR, SESSION_KEY });
  const ann = new Browser();
  await ann.post(first.url, 'join', { nickname: 'Ann' });
  await first.stop('SIGTERM');
  assert.deepEqual(readdirSync(DATA_DIR), ['room.db'], 'no key is stored');
  const statuses: number[] = [];
  for (const key of [SESSION_KEY, '', `${SESSION_KEY}!`, SESSION_KEY]) {
    const server = await startMain(t, { DATA_DIR, SESSION_KEY: key, ...samePort(first.url) });
    statuses.push((await ann.post(server.url, 'typing', {})).status);
    await server.stop('SIGTERM');
  }
  assert.deepEqual(statuses, [200, 401, 401, 200]);
});

test('without a data folder nothing is kept, and the server says so', async (t) => {
  const first = await startMain(t, { DATA_DIR: '' });
  assert.match(first.output(), /Data: +none, a restart empties the room\n/);
  const ann = new Browser();
  const { data } = await ann.post(first.url, 'join', { nickname: 'Ann' });
  await first.stop('SIGTERM');
  const { url } = await startMain(t, { DATA_DIR: '', ...samePort(first.url) });
  const input = encodeURIComponent(JSON.stringify({ since: 1, epoch: data['epoch'] }));
  const wait = await fetch(`${url}trpc/wait?input=${input}`, { headers: { cookie: ann.cookie } });
  assert.partialDeepStrictEqual(await wait.json(), { result: { data: { type: 'reset', why: 'epoch' } } });
});

test('a second server on one data folder says so and exits with code 1', async (t) => {
  const DATA_DIR = path.join(createFolder(t), 'data');
  await startMain(t, { DATA_DIR });
  const second = await startMain(t, { DATA_DIR });
  assert.equal(second.exitCode(), 1);
  await second.closed;
  assert.equal(
    second.output(),
    `Mailroom cannot start.\nAnother process uses ${DATA_DIR}. Stop it, or choose another DATA_DIR.\n`,
  );
});

test(
  'J8 while the disk is full, changes are refused and reading continues; then everything passes',
  { skip: cannotMount },
  async (t) => {
    const DATA_DIR = createSmallDisk(t, 4_194_304);
    const server = await startMain(t, { DATA_DIR, MESSAGES_PER_WINDOW: '0', MESSAGES_PER_HOST: '0' });
    const ann = new Browser();
    const { data } = await ann.post(server.url, 'join', { nickname: 'Ann' });
    const ballast = path.join(DATA_DIR, 'ballast');
    for (let room = 4_194_304, isFull = false; !isFull; room -= 4_096) {
      try {
        writeFileSync(ballast, Buffer.alloc(room));
        isFull = true;
      } catch {
        continue;
      }
    }
    const message = { text: 'x'.repeat(200), clientMsgId: randomUUID() };
    // SQLite's log may have some room left.
    let refused = await ann.post(server.url, 'send', message);
    while (refused.status === 200) {
      refused = await ann.post(server.url, 'send', Object.assign(message, { clientMsgId: randomUUID() }));
    }
    assert.deepEqual([refused.status, refused.data['refusal']], [503, 'not-kept']);
    assert.equal(refused.headers.get('retry-after'), '2');
    const input = encodeURIComponent(JSON.stringify({ since: data['next'], hold: false }));
    const read = await fetch(`${server.url}trpc/wait?input=${input}`, { headers: { cookie: ann.cookie } });
    assert.equal(read.status, 200);
    assert.equal((await new Browser().post(server.url, 'join', { nickname: 'Ben' })).data['refusal'], 'not-kept');
    writeFileSync(ballast, '');
    const sent = await ann.post(server.url, 'send', message);
    assert.deepEqual([sent.status, sent.data['duplicate']], [200, false]);
    assert.match(server.output(), /The journal could not be written/);
  },
);

test('the file backup-now asks for a backup, and is removed when that is complete', async (t) => {
  const DATA_DIR = path.join(createFolder(t), 'data');
  const server = await startMain(t, { DATA_DIR });
  writeFileSync(path.join(DATA_DIR, 'backup-now'), '');
  await until(() => !readdirSync(DATA_DIR).includes('backup-now'));
  assert.ok(readdirSync(DATA_DIR).includes('backup.db'));
  await until(() => server.output().includes('the backup is complete'));
});

test('SIGUSR2 writes a backup', { skip: process.platform === 'win32' && 'there are no such signals' }, async (t) => {
  const DATA_DIR = path.join(createFolder(t), 'data');
  const server = await startMain(t, { DATA_DIR });
  process.kill(server.pid, 'SIGUSR2');
  await until(() => server.output().includes('the backup is complete'));
  assert.ok(readdirSync(DATA_DIR).includes('backup.db'));
});
