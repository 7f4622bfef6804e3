import assert from 'node:assert/strict';
import type { Letter, Member, Snapshot } from '@mailroom/shared';

/** Returns the messages that a client shows after `letters`, by letter id; a deleted one has an empty text. */
export const visibleTexts = (letters: readonly Letter[]) => {
  const texts = new Map<number, string>();
  for (const { id, event } of letters) {
    if (event.type === 'said') texts.set(id, event.text);
    else if (event.type === 'edited' && texts.has(event.letterId)) texts.set(event.letterId, event.text);
    else if (event.type === 'deleted' && texts.has(event.letterId)) texts.set(event.letterId, '');
  }
  return texts;
};

/** Sorts the members, whose order has no meaning, so that lists can be compared. */
export const withSortedMembers = <List extends Snapshot>(snapshot: List): List => ({
  ...snapshot,
  members: sortById(snapshot.members),
});
const sortById = (members: Member[]) => members.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Returns the members after `letters`, given those before. Asserts that each change is consistent with the list. */
export const membersAfter = (members: Member[], letters: Letter[]) => {
  const current = new Map(members.map((member) => [member.id, member]));
  for (const { event } of letters) {
    if (event.type === 'renamed') {
      assert.equal(current.get(event.member.id)?.nickname, event.formerNickname, 'the previous nickname is right');
      current.set(event.member.id, event.member);
    }
    if (event.type !== 'joined' && event.type !== 'left') continue;
    assert.equal(current.delete(event.member.id), event.type === 'left', 'members join once and leave once');
    if (event.type === 'joined') current.set(event.member.id, event.member);
  }
  return sortById([...current.values()]);
};
