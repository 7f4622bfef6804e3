import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits, type RoomEvent, type WaitAnswer } from '@mailroom/shared';
import { Ledger } from '../ledger/ledger.ts';
import { Mailbox } from './mailbox.ts';
import { ParkedWaits } from './parked-waits.ts';
import { PresenceTracker } from './presence.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string): RoomEvent => ({ type: 'said', member: ann, text, mutationId: 'message' });

const createTestMailbox = ({ maxLetters = 0, firstLetterId = 0, maxWaits = 8 } = {}) => {
  const ledger = new Ledger({
    epoch: 'first',
    messages: { letters: maxLetters, bytes: 0 },
    memberships: { letters: 0, bytes: 0 },
  });
  const [parkedWaits, presence] = [new ParkedWaits(0), new PresenceTracker(ledger)];
  const mailbox = new Mailbox({ ledger, address: 'ann', firstLetterId, maxWaits, parkedWaits, presence });
  const append = (...texts: string[]) => {
    for (const text of texts) ledger.append(said(text), 0);
    mailbox.deliver();
  };
  const listen = (since: number, tab?: string) => {
    const answers: WaitAnswer[] = [];
    const stop = mailbox.listen({ since, tab }, (answer) => answers.push(answer));
    return { answers, stop };
  };
  return { ledger, mailbox, append, listen };
};
const mail = (from: number, texts: string[], missed = 0): WaitAnswer => ({
  type: 'mail',
  epoch: 'first',
  from,
  next: from + missed + texts.length,
  missed,
  letters: texts.map((text, index) => ({ id: from + missed + index, at: 0, event: said(text) })),
});

test('M1: mail holds the letters from the cursor on, in ascending order', () => {
  const { mailbox, append } = createTestMailbox();
  append('a', 'b', 'c');
  assert.deepEqual(mailbox.read({ since: 0 }), mail(0, ['a', 'b', 'c']));
  assert.deepEqual(mailbox.read({ since: 2 }), mail(2, ['c']));
});

test('M2: reading again from the same cursor returns the same mail', () => {
  const { mailbox, append } = createTestMailbox();
  append('a', 'b');
  assert.deepEqual(mailbox.read({ since: 0 }), mailbox.read({ since: 0 }));
});

test('M3: letters that the ledger no longer holds are counted as missed', () => {
  const { mailbox, append } = createTestMailbox({ maxLetters: 2 });
  append('a', 'b', 'c', 'd', 'e');
  assert.deepEqual(mailbox.read({ since: 1 }), mail(1, ['d', 'e'], 2));
  assert.deepEqual(mailbox.read({ since: 3 }), mail(3, ['d', 'e']));
});

test('M3: letters for other recipients are not counted as missed', () => {
  const { ledger, mailbox } = createTestMailbox({ maxLetters: 1 });
  ledger.append(said('for ben'), 0, 'ben');
  ledger.append(said('for ann'), 0, 'ann');
  ledger.append(said('for all'), 0);
  ledger.append(said('last'), 0);
  assert.deepEqual(mailbox.read({ since: 0 }), {
    type: 'mail',
    epoch: 'first',
    from: 0,
    next: 4,
    missed: 2,
    letters: [{ id: 3, at: 0, event: said('last') }],
  });
});

test('M4: letters before the first letter of a mailbox are neither read nor counted as missed', () => {
  const { mailbox, append } = createTestMailbox({ firstLetterId: 2, maxLetters: 2 });
  append('a', 'b', 'c');
  assert.deepEqual(mailbox.read({ since: 0 }), { ...mail(2, ['c']), from: 0 });
});

test('M5: one mail holds at most 100 letters', () => {
  const { mailbox, append } = createTestMailbox();
  append(...Array.from({ length: 250 }, (_, i) => `message ${i}`));
  const sizes: number[] = [];
  for (let since = 0; since < 250;) {
    const answer = mailbox.read({ since });
    assert(answer?.type === 'mail');
    sizes.push(answer.letters.length);
    since = answer.next;
  }
  assert.deepEqual(sizes, [100, 100, 50]);
});

test('M5: one mail holds at most 64 KiB, but at least one letter', () => {
  const { mailbox, append } = createTestMailbox();
  const long = 'x'.repeat(fixedLimits.bytesPerMail / 4);
  append(long, long, long, long, 'y'.repeat(fixedLimits.bytesPerMail * 2));
  const first = mailbox.read({ since: 0 });
  const last = mailbox.read({ since: 4 });
  assert(first?.type === 'mail' && last?.type === 'mail');
  assert.deepEqual([first.letters.length, first.next, last.letters.length, last.next], [3, 3, 1, 5]);
});

test('M6: a cursor of another epoch or beyond the next letter is answered with reset', () => {
  const { mailbox, append } = createTestMailbox({ maxLetters: 2 });
  append('a', 'b', 'c');
  const position = { epoch: 'first', oldest: 1, next: 3 };
  assert.deepEqual(mailbox.read({ since: 0, epoch: 'another' }), { type: 'reset', why: 'epoch', ...position });
  assert.deepEqual(mailbox.read({ since: 4, epoch: 'first' }), { type: 'reset', why: 'future', ...position });
  assert.equal(mailbox.read({ since: 3, epoch: 'first' }), undefined);
});

test('M7: a parked listener is answered synchronously by the delivery, once', () => {
  const { append, listen } = createTestMailbox();
  const { answers } = listen(0);
  assert.deepEqual(answers, []);
  append('a');
  assert.deepEqual(answers, [mail(0, ['a'])]);
  append('b');
  assert.deepEqual(answers, [mail(0, ['a'])]);
});

test('M7: a listener is answered at once if there is mail already', () => {
  const { append, listen, mailbox } = createTestMailbox();
  append('a');
  assert.deepEqual(listen(0).answers, [mail(0, ['a'])]);
  assert.equal(mailbox.hasWaiters, false);
});

test('M8: a stopped listener is never answered', () => {
  const { append, listen, mailbox } = createTestMailbox();
  const { answers, stop } = listen(0);
  stop();
  assert.equal(mailbox.hasWaiters, false);
  append('a');
  assert.deepEqual(answers, []);
});

test('M9: a newer wait of the same tab supersedes the parked one', () => {
  const { append, listen } = createTestMailbox();
  const [older, newer, otherTab, noTab] = [listen(0, 'one'), listen(0, 'one'), listen(0, 'two'), listen(0)];
  append('a');
  assert.deepEqual(
    [older.answers, newer.answers, otherTab.answers, noTab.answers],
    [[{ type: 'superseded' }], [mail(0, ['a'])], [mail(0, ['a'])], [mail(0, ['a'])]],
  );
});

test('M9: a newer wait supersedes the parked one also if it is answered at once', () => {
  const { append, listen } = createTestMailbox();
  append('a');
  const older = listen(1, 'one');
  assert.deepEqual(listen(0, 'one').answers, [mail(0, ['a'])]);
  assert.deepEqual(older.answers, [{ type: 'superseded' }]);
});

test('M10: a ninth wait supersedes the oldest', () => {
  const { append, listen } = createTestMailbox();
  const waits = Array.from({ length: 9 }, (_, i) => listen(0, `tab ${i}`));
  append('a');
  assert.deepEqual(
    waits.map(({ answers }) => answers.map(({ type }) => type)),
    [['superseded'], ...Array.from({ length: 8 }, () => ['mail'])],
  );
});

test('M11: closing a mailbox answers parked and later waits with the reason', () => {
  const { listen, mailbox } = createTestMailbox();
  const parked = listen(0);
  mailbox.close({ type: 'closed', why: 'left' });
  assert.deepEqual(parked.answers, [{ type: 'closed', why: 'left' }]);
  assert.deepEqual(listen(0).answers, [{ type: 'closed', why: 'left' }]);
});
