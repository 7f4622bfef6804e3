import assert from 'node:assert/strict';
import test from 'node:test';
import { digest } from '@mailroom/shared';
import { createTestRoom, refusalOf, summarize, type TestMember } from '../testing/test-room.ts';

const messageUnknown = { refusal: 'message-unknown' };

const lastEvent = (reader: TestMember) => {
  const { next } = reader.cursor();
  const answer = reader.read(next - 1);
  assert(answer?.type === 'mail');
  return answer.letters.at(-1)?.event;
};

test('E1: a reply holds the id of the letter that sent the other message, whoever sent that', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const { id } = ann.send('supper?', 'one');
  ben.reply('one', 'yes', 'two');
  const text = 'yes';
  assert.deepEqual(lastEvent(ann), { type: 'said', member: ben.member, text, replyTo: id, mutationId: digest('two') });
  ben.reply('two', 'at eight');
  ann.delete('one');
  assert.deepEqual(summarize(join('Cleo').read(id)), [
    'Ann: ',
    `Ben to ${id}: yes`,
    `Ben to ${id + 1}: at eight`,
    `${id} deleted`,
    'Cleo joined',
  ]);
});

test('E2: a reply or reaction to a message that is deleted, dropped or unknown is refused, and changes nothing', () => {
  const { room, join } = createTestRoom({ ledgerLetters: 2 });
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('dropped', 'one');
  ann.send('deleted', 'two');
  ann.send('newest', 'three');
  ann.edit('three', 'edited', 'change');
  ann.send('new', 'four');
  ann.delete('four');
  const { next } = room.position();
  for (const target of ['one', 'four', 'change', 'never']) {
    const refusals = [
      () => ben.reply(target, 'yes', 'id'),
      () => ben.react(target, '👍', 'id'),
      () => ben.react(target),
    ];
    for (const call of refusals) assert.deepEqual(refusalOf(call), messageUnknown, target);
  }
  assert.equal(room.position().next, next);
  assert.equal(ben.send('hello', 'id').duplicate, false, 'the id is free');
});

test('E2: of several messages with the same mutation id, the latest counts', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('first', 'one');
  const { id } = ben.send('second', 'one');
  ann.react('one', '👍');
  assert.deepEqual(summarize(ann.read(id + 1)), [`${id} reactions: 👍 Ann`]);
  ben.delete('one');
  assert.deepEqual(
    refusalOf(() => ann.react('one')),
    messageUnknown,
  );
});

test('E3 C6: a reaction replaces that of the same member, or withdraws it, with one letter each', () => {
  const { room, environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const { id } = ann.send('supper?', 'one');
  const first = ben.react('one', '👍', 'reaction');
  assert.deepEqual(first, { id: id + 1, at: environment.now(), duplicate: false });
  assert.deepEqual(lastEvent(ann), {
    type: 'reacted',
    member: ben.member,
    letterId: id,
    reactions: [{ emoji: '👍', member: ben.member }],
    mutationId: digest('reaction'),
  });
  ann.react('one', '🎉');
  ben.react('one', '❤️');
  ann.react('one');
  ben.react('one');
  assert.deepEqual(summarize(ann.read(id + 1)), [
    `${id} reactions: 👍 Ben`,
    `${id} reactions: 👍 Ben 🎉 Ann`,
    `${id} reactions: 🎉 Ann ❤️ Ben`,
    `${id} reactions: ❤️ Ben`,
    `${id} reactions:`,
  ]);
  assert.deepEqual(ben.react('one', '👍', 'reaction'), { ...first, duplicate: true }, 'a repeated call');
  assert.deepEqual(
    refusalOf(() => ben.react('one', '❤️', 'reaction')),
    { refusal: 'id-reused' },
  );
  assert.equal(room.position().next, id + 6);
});

test('E4: a reaction is one emoji, in the form that Unicode recommends', () => {
  const { join } = createTestRoom({ messagesPerWindow: 0 });
  const ann = join('Ann');
  ann.send('supper?', 'one');
  const emojis = ['👍', '👍🏽', '❤️', '👨‍👩‍👧', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', '1️⃣', '🏳️‍🌈'];
  for (const emoji of emojis) {
    ann.react('one', emoji);
    const event = lastEvent(ann);
    assert(event?.type === 'reacted');
    assert.deepEqual(event.reactions, [{ emoji, member: ann.member }]);
  }
  ann.react('one', '❤');
  assert.deepEqual(summarize(ann.read())?.at(-1), '1 reactions: ❤️ Ann', 'with its variation selector');
  for (const emoji of [
    '',
    ' ',
    'a',
    '1',
    '👍👍',
    '👍 ',
    ':+1:',
    '\u{1F1E6}',
    '\u{200D}',
    '❤\u{FE0E}',
    '👍'.repeat(40),
  ]) {
    assert.deepEqual(
      refusalOf(() => ann.react('one', emoji)),
      { refusal: 'emoji-invalid' },
      emoji,
    );
  }
});

test('E5: a message has at most 100 reactions of members; those of others give way, the oldest first', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  ann.send('supper?', 'one');
  const readers = Array.from({ length: 101 }, (_, index) => join(`reader${index}`));
  for (const reader of readers.slice(0, 100)) reader.react('one', '👍');
  const last = readers[100] ?? ann;
  assert.deepEqual(
    refusalOf(() => last.react('one', '👍')),
    { refusal: 'too-many-reactions', limit: 100 },
  );
  readers[0]?.react('one', '❤️');
  const nicknames = () => {
    const event = lastEvent(ann);
    assert(event?.type === 'reacted');
    return event.reactions.map(({ member }) => member.nickname);
  };
  assert.deepEqual(
    [nicknames().length, nicknames().at(-1)],
    [100, 'reader0'],
    'another emoji of a member who has reacted',
  );
  readers[5]?.leave();
  readers[3]?.leave();
  last.react('one', '👍');
  assert.deepEqual([nicknames().length, nicknames().at(-1)], [100, 'reader100']);
  assert.deepEqual(nicknames().slice(0, 4), ['reader1', 'reader2', 'reader4', 'reader5']);
});

test('E5: an absentee whose time is over gives way at once, before the room forgets them', () => {
  const { room, environment, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('supper?', 'one');
  const readers = Array.from({ length: 100 }, (_, index) => join(`reader${index}`));
  for (const reader of readers) reader.react('one', '👍');
  for (const member of [ann, ...readers.slice(1)]) member.wait({ since: room.position().next });
  // The first reader becomes absent 160 s after the reaction. From this command on, the room forgets once a minute.
  environment.advance(190_000);
  room.execute({ type: 'sweep', ends: [] });
  for (const member of [ann, ...readers.slice(1)]) member.wait({ since: room.position().next });
  environment.advance(569_000);
  assert.deepEqual(
    refusalOf(() => ann.react('one', '👍')),
    { refusal: 'too-many-reactions', limit: 100 },
  );
  environment.advance(1_000);
  assert.equal(ann.react('one', '👍').duplicate, false);
});

test('E6 S3: a reaction that is there already, and the withdrawal of none, append no letter and leave the id free', () => {
  const { room, environment, join } = createTestRoom();
  const ann = join('Ann');
  const { id } = ann.send('supper?', 'one');
  const unchanged = { id, at: environment.now(), duplicate: true };
  assert.deepEqual(ann.react('one', undefined, 'id'), unchanged);
  const { id: reaction } = ann.react('one', '❤', 'other');
  assert.deepEqual(ann.react('one', '❤️', 'id'), { ...unchanged, id: reaction });
  assert.equal(room.position().next, reaction + 1);
  assert.equal(ann.react('one', '👍', 'id').duplicate, false);
});

test('E7: a reaction outlives its member and keeps the nickname of its time; a new member reacts again', () => {
  const { environment, join } = createTestRoom({ idleMs: 0 });
  const [ann, ben] = [join('Ann'), join('Ben')];
  const { id } = ann.send('supper?', 'one');
  environment.advance(3_600_000);
  ben.react('one', '👍');
  ben.rename('Benny');
  ben.leave();
  join('Benny').react('one', '👍');
  assert.deepEqual(summarize(ann.read(id))?.at(-1), `${id} reactions: 👍 Ben 👍 Benny`);
});

test('R14 H1: a newcomer gets a message with its last reactions only', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const { id } = ann.send('supper?', 'one');
  ann.react('one', '👍');
  ann.edit('one', 'supper at eight?');
  ben.react('one', '🎉');
  const { letters } = join('Cleo').joined;
  const changes = letters.filter(({ event }) => 'letterId' in event);
  assert.deepEqual(
    changes.map((letter) => letter.id),
    [id + 2, id + 3],
  );
});

test('S4 W5: reactions count for the rate limiter of their member like messages', () => {
  const { join } = createTestRoom({ messagesPerWindow: 3 });
  const ann = join('Ann');
  ann.send('supper?', 'one');
  ann.react('one', '👍');
  ann.react('one', '👍');
  ann.react('one', '❤️');
  assert.deepEqual(
    refusalOf(() => ann.react('one')),
    { refusal: 'too-fast', retryAfterMs: 3_000, limit: 3 },
  );
});
