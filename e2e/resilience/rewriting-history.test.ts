import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { digest } from '@mailroom/shared';
import { createRoomApi, refusalOf, type RoomApi } from '@mailroom/web/sync/room-api';
import { TestServer } from '../support/test-server.ts';
import { createBrowserFetch } from '../support/network/browser-fetch.ts';
import { SimulatedClient } from './simulated-client.ts';

const TRUTH = 'the meeting is at three';
const LIE = 'the meeting is canceled';
const signal = new AbortController().signal;

test('after a restart nobody changes what another said with what the letters reveal', async (t) => {
  const server = new TestServer({});
  await server.start();
  const ann = await SimulatedClient.join(server.url, 'Ann');
  t.after(async () => {
    await ann.leave();
    await server.stop();
  });
  const mallory = roomOf(server);
  const { epoch, next } = await mallory.join({ nickname: 'Mallory', attempt: randomUUID() });
  const ben = roomOf(server);
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  await ben.join({ nickname: 'Ben', attempt: randomUUID() });
  for (const clientMsgId of ids) await ben.send({ text: TRUTH, clientMsgId }, signal);
  assert.deepEqual(await textsOf(ann, ben), [TRUTH, TRUTH, TRUTH]);

  const mail = JSON.stringify(await mallory.wait({ epoch, since: next, tab: 'one', hold: false }, signal));
  assert.deepEqual(
    ids.filter((id) => mail.includes(id)),
    [],
  );
  const mutationIds = [...mail.matchAll(/"mutationId":"([^"]+)"/g)].map(([, id = '']) => id);
  assert.equal(mutationIds.length, ids.length);

  await server.stop();
  await server.start();
  // Ben is gone, and his nickname is free.
  await mallory.join({ nickname: 'Ben', attempt: randomUUID() });
  const refusals = await Promise.all(
    mutationIds.flatMap((targetMutationId) => [
      mallory.edit({ targetMutationId, text: LIE, clientMsgId: randomUUID() }, signal).catch(refusalOf),
      mallory.delete({ targetMutationId, clientMsgId: randomUUID() }, signal).catch(refusalOf),
    ]),
  );
  assert.deepEqual(new Set(refusals.map((refusal) => refusal && 'refusal' in refusal && refusal.refusal)), UNKNOWN);
  await assert.rejects(mallory.send({ text: TRUTH, clientMsgId: mutationIds[0] ?? '' }, signal));
  await mallory.send({ text: LIE, clientMsgId: randomUUID() }, signal);
  assert.deepEqual(await textsOf(ann, mallory), [TRUTH, TRUTH, TRUTH, LIE]);
});

test('after a restart of a room that is kept, nobody takes the place of another member', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-kept-'));
  const server = new TestServer({ DATA_DIR: folder });
  await server.start();
  t.after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const [ben, mallory] = [roomOf(server), roomOf(server)];
  const { you } = await ben.join({ nickname: 'Ben', attempt: randomUUID() });
  const { epoch, next } = await mallory.join({ nickname: 'Mallory', attempt: randomUUID() });
  const clientMsgId = randomUUID();
  await ben.send({ text: TRUTH, clientMsgId }, signal);
  const targetMutationId = digest(clientMsgId);

  await server.kill();
  await server.start();
  const refusals = await Promise.all([
    mallory.join({ nickname: 'Ben', attempt: randomUUID() }).catch(refusalOf),
    mallory.edit({ targetMutationId, text: LIE, clientMsgId: randomUUID() }, signal).catch(refusalOf),
    mallory.delete({ targetMutationId, clientMsgId: randomUUID() }, signal).catch(refusalOf),
  ]);
  assert.deepEqual(
    refusals.map((refusal) => refusal && 'refusal' in refusal && refusal.refusal),
    ['nickname-taken', 'message-unknown', 'message-unknown'],
  );
  // Anyone who learned the id can use it, but as themselves.
  await mallory.send({ text: LIE, clientMsgId }, signal);
  const answer = await mallory.wait({ epoch, since: next, tab: 'one', hold: false }, signal);
  const said = answer.type === 'mail' ? answer.letters.map(({ event }) => event) : [];
  assert.partialDeepStrictEqual(said, [
    { type: 'said', member: you, text: TRUTH },
    { type: 'said', member: { nickname: 'Mallory' }, text: LIE },
  ]);
  await ben.edit({ targetMutationId, text: `${TRUTH}!`, clientMsgId: randomUUID() }, signal);
});

const UNKNOWN = new Set(['message-unknown']);

const roomOf = (server: TestServer): RoomApi =>
  createRoomApi({ url: `${server.url}trpc`, fetch: createBrowserFetch() });

/** Waits until the page has every letter so far. Returns the texts on its screen. `room` is that of any member. */
const textsOf = async (page: SimulatedClient, room: RoomApi): Promise<string[]> => {
  const { epoch, next } = await room.members(signal);
  for (;;) {
    const { screen } = page.history({ isComplete: false });
    if (screen.every((rows) => rows.epoch === epoch && rows.next >= next)) {
      return screen.flatMap(({ rows }) => rows.flatMap((row) => (row.type === 'message' ? row.text : [])));
    }
    await sleep(20);
  }
};
