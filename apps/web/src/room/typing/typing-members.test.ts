import assert from 'node:assert/strict';
import test from 'node:test';
import type { Member } from '@mailroom/shared';
import { typingMembers } from './typing-members.ts';

const [ann, ben, cleo, dora] = ['Ann', 'Ben', 'Cleo', 'Dora'].map((nickname) => ({
  id: nickname.toLowerCase(),
  nickname,
})) as [Member, Member, Member, Member];
const members = new Map([ann, ben, cleo, dora].map((each) => [each.id, each]));

test('the typing members are other members who are present and not ignored, while the page is connected', () => {
  const presence = { version: 1, away: new Set<string>(), typing: new Set(['gone', ann.id, ben.id, cleo.id, dora.id]) };
  const view = { presence, members, you: ann, ignored: new Set([ben.id]) };
  assert.deepEqual(typingMembers({ ...view, connection: { state: 'live' } }), [cleo, dora]);
  assert.deepEqual(typingMembers({ ...view, connection: { state: 'reconnecting' } }), []);
});
