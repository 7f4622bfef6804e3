import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { createTestRoom, refusalOf } from '../testing/test-room.ts';

const lettersOf = (member: ReturnType<ReturnType<typeof createTestRoom>['join']>) => {
  const answer = member.read();
  assert(answer?.type === 'mail');
  return answer.letters;
};

test('S7: letters have the mutation id, 16 bytes of SHA-256 in base64url, and nowhere the clientMsgId', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('hello', 'secret-1');
  ann.edit('secret-1', 'hello!', 'secret-2');
  ann.delete('secret-1', 'secret-3');
  ann.rename('Anna', 'secret-4');
  const letters = lettersOf(ben);
  const ids = [1, 2, 3, 4].map((number) =>
    createHash('sha256').update(`secret-${number}`).digest().subarray(0, 16).toString('base64url'),
  );
  assert.deepEqual(
    letters.map(({ event }) => 'mutationId' in event && event.mutationId),
    ids,
  );
  const everything = JSON.stringify([letters, join('Cleo').joined, ben.joined]);
  assert.doesNotMatch(everything, /secret/);
});

test('S7: the same clientMsgId has the same mutation id in another room, under another nickname', () => {
  const ids = ['Ann', 'Ben'].map((nickname) => {
    const { join } = createTestRoom();
    const member = join(nickname);
    member.send('hello', 'one');
    const [letter] = lettersOf(member);
    return letter && 'mutationId' in letter.event && letter.event.mutationId;
  });
  assert.equal(ids[0], ids[1]);
});

test('S7 C2: who knows only the mutation id can neither repeat nor change the message', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('hello', 'one');
  const [letter] = lettersOf(ben);
  assert(letter?.event.type === 'said');
  const { mutationId } = letter.event;
  ben.send('hello', mutationId);
  const [, repeated] = lettersOf(ben);
  assert(repeated?.event.type === 'said');
  assert.notEqual(repeated.event.mutationId, mutationId);
  assert.equal(refusalOf(() => ben.edit('one', 'bye')).refusal, 'message-unknown');
  assert.equal(refusalOf(() => ben.delete('one')).refusal, 'message-unknown');
});
