import assert from 'node:assert/strict';
import test from 'node:test';
import type { Member } from '@mailroom/shared';
import { assignColors, colorOf } from './member-colors.ts';

const roomOf = (...nicknames: readonly string[]) =>
  new Map(nicknames.map((nickname): [string, Member] => [`id of ${nickname}`, { id: `id of ${nickname}`, nickname }]));
const crowd = (size: number) => roomOf(...Array.from({ length: size }, (_, index) => `Guest${index}`));
const colorsIn = (members: ReadonlyMap<string, Member>, indexes = assignColors(new Map(), members)) =>
  [...members.values()].map((member) => colorOf(indexes, member));
const look = ({ hue, disc }: ReturnType<typeof colorOf>) => `${hue}° ${disc}`;

test('the hues of twelve members are 30° apart or more, whatever their nicknames', () => {
  for (const prefix of ['Guest', 'Anna', 'ж', '']) {
    const members = roomOf(...Array.from({ length: 12 }, (_, index) => `${prefix}${index}`));
    const hues = colorsIn(members)
      .map(({ hue }) => hue)
      .toSorted((a, b) => a - b);
    assert.deepEqual(
      hues,
      Array.from({ length: 12 }, (_, index) => index * 30),
    );
  }
});

test('members of the same hue have different discs, up to 36 members', () => {
  assert.equal(new Set(colorsIn(crowd(36)).map(look)).size, 36);
});

test('the members of a larger room share colors, and each has one', () => {
  const members = crowd(200);
  const indexes = assignColors(new Map(), members);
  assert.equal(indexes.size, 36);
  assert.equal(new Set(colorsIn(members, indexes).map(look)).size, 36);
  assert.equal(assignColors(indexes, crowd(300)), indexes, 'no row is drawn again');
});

test('a member keeps the color when others come and go, and under a new nickname', () => {
  const first = assignColors(new Map(), roomOf('Ann', 'Ben', 'Cleo'));
  const ann = { id: 'id of Ann', nickname: 'Ann' };
  const before = colorOf(first, ann);
  const second = assignColors(first, roomOf('Ann', 'Dora', 'Emil', 'Fred'));
  assert.deepEqual(colorOf(second, ann), before);
  const renamed = { ...ann, nickname: 'Zoe' };
  assert.deepEqual(colorOf(assignColors(second, new Map([[ann.id, renamed]])), renamed), before);
});

test('the messages of a member who left keep their color until someone needs it', () => {
  const ann = { id: 'id of Ann', nickname: 'Ann' };
  const withAnn = assignColors(new Map(), roomOf('Ann'));
  const eleven = assignColors(withAnn, crowd(11));
  assert.deepEqual(colorOf(eleven, ann), colorOf(withAnn, ann));
  assert.equal(new Set([colorOf(eleven, ann), ...colorsIn(crowd(11), eleven)].map(look)).size, 12);
  assert.equal(assignColors(eleven, crowd(36)).has(ann.id), false);
});

test('a page that was open from the start and one that joins later show the same colors', () => {
  const members = crowd(20);
  let early = assignColors(new Map(), new Map());
  const present = new Map<string, Member>();
  for (const [id, member] of members) early = assignColors(early, present.set(id, member));
  assert.deepEqual(early, assignColors(new Map(), members));
});
