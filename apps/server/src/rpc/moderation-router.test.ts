import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { nativeDigest } from '../runtime/native-digest.ts';
import { startTestServer } from '../testing/start-test-server.ts';

/** Starts a server with an open invitation of the owner, and returns how a browser claims one. */
const startWithInvitation = async (t: TestContext) => {
  const testServer = await startTestServer(t);
  await testServer.room.inviteOwner(nativeDigest('first'));
  const post = async (procedure: string, input: object, cookies: readonly string[] = []) => {
    const response = await fetch(`${testServer.url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookies.join('; ') },
      body: JSON.stringify(input),
    });
    return {
      status: response.status,
      body: await response.text(),
      setCookies: response.headers.getSetCookie(),
      cookies: response.headers.getSetCookie().map((line) => line.split(';')[0] ?? ''),
    };
  };
  return { ...testServer, post };
};

test('a claim sets a cookie that scripts cannot read, and a repeated one the same', async (t) => {
  const { post } = await startWithInvitation(t);
  const claim = { invitation: 'first', attempt: randomUUID() };
  const first = await post('moderation.claim', claim);
  assert.equal(first.body, '{"result":{"data":{"role":"owner"}}}');
  assert.match(
    first.setCookies.join('\n'),
    /^mailroom-role-[\da-f]{8}=[\w-]{22}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  assert.deepEqual((await post('moderation.claim', claim)).setCookies, first.setCookies);
  const other = await post('moderation.claim', { ...claim, attempt: randomUUID() });
  assert.deepEqual([other.status, other.setCookies], [403, []]);
});

test('a join renews the cookie of a grant, and neither sets nor deletes a wrong one', async (t) => {
  const { post } = await startWithInvitation(t);
  const claimed = await post('moderation.claim', { invitation: 'first', attempt: randomUUID() });
  const joined = await post('join', { nickname: 'Ann' }, claimed.cookies);
  assert.equal(joined.cookies.length, 2);
  assert.deepEqual(joined.setCookies.slice(1), claimed.setCookies);
  const wrong = await post('join', { nickname: 'Ben' }, [(claimed.cookies[0] ?? '').replace(/=.*/, '=guessed')]);
  assert.equal(wrong.cookies.length, 1);
});

test('what the room keeps of an invitation and a grant is the digest of the token', async (t) => {
  const { post, room } = await startWithInvitation(t);
  const claimed = await post('moderation.claim', { invitation: 'first', attempt: randomUUID() });
  const joined = await post('join', { nickname: 'Ann' }, claimed.cookies);
  const invited = await post('moderation.invite', { role: 'moderator', clientMsgId: randomUUID() }, joined.cookies);
  const { token = '' } = (JSON.parse(invited.body) as { result: { data: { token?: string } } }).result.data;
  const state = JSON.stringify(room.state());
  for (const secret of [token, claimed.cookies[0]?.split('=')[1] ?? '']) {
    assert.equal(secret.length, 22);
    assert.equal(state.includes(secret), false);
    assert.equal(state.includes(nativeDigest(secret)), true);
  }
});
