import assert from 'node:assert/strict';
import test from 'node:test';
import type { Letter, Visit, WaitAnswer } from '@mailroom/shared';
import { Outbox } from './outbox.ts';
import { RoomStore } from './room-store.ts';
import { Wakes } from './wakes.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (id: number, text: string): Letter => ({
  id,
  at: 0,
  event: { type: 'said', member: ann, text, clientMsgId: text },
});
const visit = (epoch: string, next: number, letters: Letter[] = []): Visit => ({
  you: ann,
  epoch,
  next,
  members: [ann],
  letters,
  limits: { nicknameLength: 16, messageLength: 256, messagesPerWindow: 10, windowMs: 3_000, holdMs: 50_000 },
});
const mail = (epoch: string, letters: Letter[], missed = 0): WaitAnswer => {
  const [first, last] = [letters[0]?.id ?? 0, letters.at(-1)?.id ?? 0];
  return { type: 'mail', epoch, from: first - missed, next: last + 1, missed, letters };
};

/** A store that hears these answers, then that its visit is over; with an outbox whose lines arrive as numbers 5, 6, … */
const aStore = async (
  answers: WaitAnswer[],
  { rejoined = visit('second', 1), posted = [] as string[], members = visit('first', 25) } = {},
) => {
  let number = 5;
  let asked = 0;
  const outbox = new Outbox({
    deliver: () => Promise.resolve({ id: number++ }),
    refusalIn: () => undefined,
    isFinal: () => false,
    pause: () => Promise.resolve(),
    newId: () => posted[number - 5] ?? '',
  });
  for (const text of posted) {
    outbox.post(text);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
  const store = new RoomStore({
    visit: visit('first', 5),
    ask: () => {
      asked++;
      return Promise.resolve(answers.shift() ?? { type: 'closed', why: 'left' });
    },
    members: () => Promise.resolve(members),
    rejoin: () => Promise.resolve(rejoined),
    refusalIn: () => undefined,
    isFinal: () => false,
    wakes: new Wakes(),
    tabsOf: () => undefined,
    outbox,
    tab: 'one',
  });
  const ended = new Promise<void>((resolve) => {
    store.subscribe(() => store.view().connection.state === 'ended' && resolve());
  });
  store.run();
  await ended;
  const texts = store
    .view()
    .rows.flatMap((row) => (row.type === 'letter' && row.letter.event.type === 'said' ? [row.letter.event.text] : []));
  return { texts, lines: outbox.lines().map(({ text }) => text), asked, view: store.view() };
};

test('one’s own line leaves the outbox when it stands in the transcript', async () => {
  const { texts, lines } = await aStore([mail('first', [said(5, 'mine')])], { posted: ['mine'] });
  assert.deepEqual([texts, lines], [['mine'], []]);
});

test('also when it is among those that could not be kept', async () => {
  const { lines, view } = await aStore([mail('first', [said(24, 'later')], 19)], { posted: ['mine'] });
  assert.deepEqual(lines, []);
  assert(view.rows.some((row) => row.type === 'missed' && row.count === 19));
});

test('after a reset it takes a new snapshot, and goes on from there', async () => {
  const reset: WaitAnswer = { type: 'reset', why: 'epoch', epoch: 'second', oldest: 0, next: 1 };
  const { texts, asked, view } = await aStore([reset, mail('second', [said(1, 'more')])], {
    rejoined: visit('second', 1, [said(0, 'new')]),
  });
  assert.deepEqual([texts, asked], [['new', 'more'], 3]);
  assert.equal(view.epoch, 'second');
});
