import assert from 'node:assert/strict';
import type { Letter, Member, Reaction, Snapshot } from '@mailroom/shared';

/** Returns the messages that a client shows after `letters`, by letter id; a deleted one has an empty text and no reactions. */
export const visibleMessages = (letters: readonly Letter[]) => {
  const messages = new Map<number, { text: string; reactions: readonly Reaction[] }>();
  for (const { id, event } of letters) {
    if (event.type === 'said') messages.set(id, { text: event.text, reactions: [] });
    const changed = 'letterId' in event ? messages.get(event.letterId) : undefined;
    if (event.type === 'edited') Object.assign(changed ?? {}, { text: event.text });
    else if (event.type === 'reacted') Object.assign(changed ?? {}, { reactions: event.reactions });
    else if (event.type === 'deleted') Object.assign(changed ?? {}, { text: '', reactions: [] });
  }
  for (const message of messages.values()) if (message.text === '') message.reactions = [];
  return messages;
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
    if (event.type === 'role-changed') {
      assert(current.has(event.member.id), 'the member is in the room');
      current.set(event.member.id, event.member);
    }
    if (event.type !== 'joined' && event.type !== 'left') continue;
    assert.equal(current.delete(event.member.id), event.type === 'left', 'members join once and leave once');
    if (event.type === 'joined') current.set(event.member.id, event.member);
  }
  return sortById([...current.values()]);
};
