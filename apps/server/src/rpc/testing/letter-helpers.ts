import assert from 'node:assert/strict';
import type { Letter, Member, Snapshot } from '@mailroom/shared';

/** The lines on a screen after these letters, each with the text that it has by then, and none where it is deleted. */
export const shown = (letters: readonly Letter[]) => {
  const lines = new Map<number, string>();
  for (const { id, event } of letters) {
    if (event.type === 'said') lines.set(id, event.text);
    else if (event.type === 'edited' && lines.has(event.letter)) lines.set(event.letter, event.text);
    else if (event.type === 'deleted' && lines.has(event.letter)) lines.set(event.letter, '');
  }
  return lines;
};

/** The list says nothing by its order, so both are put into one. */
export const inOrder = <List extends Snapshot>(list: List): List => ({ ...list, members: byId(list.members) });
const byId = (members: Member[]) => members.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The list after the letters that followed it. */
export const listAfter = (list: Member[], letters: Letter[]) => {
  const here = new Map(list.map((member) => [member.id, member]));
  for (const { event } of letters) {
    if (event.type === 'renamed') {
      assert.equal(here.get(event.member.id)?.nickname, event.before, 'each was called that before');
      here.set(event.member.id, event.member);
    }
    if (event.type !== 'joined' && event.type !== 'left') continue;
    assert.equal(here.delete(event.member.id), event.type === 'left', 'each joined once and left once');
    if (event.type === 'joined') here.set(event.member.id, event.member);
  }
  return byId([...here.values()]);
};
