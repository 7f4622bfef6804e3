import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits, type RoomEvent, type WaitAnswer } from '@mailroom/shared';
import { Ledger } from './ledger.ts';
import { Mailbox } from './mailbox.ts';
import { ParkedWaits } from './parked-waits.ts';
import { PresenceTracker } from './presence.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string): RoomEvent => ({ type: 'said', member: ann, text, clientMsgId: 'line' });

const aMailbox = ({ letters = 0, first = 0, mostWaits = 8 } = {}) => {
  const ledger = new Ledger({ epoch: 'first', maxLetters, maxBytes: 0 });
  const [everywhere, signs] = [new ParkedWaits(0), new PresenceTracker(ledger)];
  const mailbox = new Mailbox({ ledger, address: 'ann', firstLetterId, maxWaits, parkedWaits, presence });
  const write = (...texts: string[]) => {
    for (const text of texts) ledger.append(said(text), 0);
    mailbox.deliver();
  };
  const listen = (since: number, tab?: string) => {
    const told: WaitAnswer[] = [];
    const stop = mailbox.listen({ since, tab }, (answer) => told.push(answer));
    return { told, stop };
  };
  return { ledger, mailbox, write, listen };
};
const mail = (from: number, texts: string[], missed = 0): WaitAnswer => ({
  type: 'mail',
  epoch: 'first',
  from,
  next: from + missed + texts.length,
  missed,
  letters: texts.map((text, index) => ({ id: from + missed + index, at: 0, event: said(text) })),
});

test('M1: letters come ascending, oldest first', () => {
  const { mailbox, write } = aMailbox();
  write('a', 'b', 'c');
  assert.deepEqual(mailbox.read({ since: 0 }), mail(0, ['a', 'b', 'c']));
  assert.deepEqual(mailbox.read({ since: 2 }), mail(2, ['c']));
});

test('M2: an answer lost on the way costs nothing', () => {
  const { mailbox, write } = aMailbox();
  write('a', 'b');
  assert.deepEqual(mailbox.read({ since: 0 }), mailbox.read({ since: 0 }));
});

test('M3: what the ledger let go of is counted', () => {
  const { mailbox, write } = aMailbox({ letters: 2 });
  write('a', 'b', 'c', 'd', 'e');
  assert.deepEqual(mailbox.read({ since: 1 }), mail(1, ['d', 'e'], 2));
  assert.deepEqual(mailbox.read({ since: 3 }), mail(3, ['d', 'e']));
});

test('M3: what was for others is not missed', () => {
  const { ledger, mailbox } = aMailbox({ letters: 1 });
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

test('M4: a mailbox does not reach back before its beginning', () => {
  const { mailbox, write } = aMailbox({ first: 2, letters: 2 });
  write('a', 'b', 'c');
  assert.deepEqual(mailbox.read({ since: 0 }), { ...mail(2, ['c']), from: 0 });
});

test('M5: a long absence comes in portions of 100 letters', () => {
  const { mailbox, write } = aMailbox();
  write(...Array.from({ length: 250 }, (_, i) => `line ${i}`));
  const sizes: number[] = [];
  for (let since = 0; since < 250;) {
    const answer = mailbox.read({ since });
    assert(answer?.type === 'mail');
    sizes.push(answer.letters.length);
    since = answer.next;
  }
  assert.deepEqual(sizes, [100, 100, 50]);
});

test('M5: and in portions of 64 KiB, but never in none', () => {
  const { mailbox, write } = aMailbox();
  const long = 'x'.repeat(fixedLimits.bytesPerMail / 4);
  write(long, long, long, long, 'y'.repeat(fixedLimits.bytesPerMail * 2));
  const first = mailbox.read({ since: 0 });
  const last = mailbox.read({ since: 4 });
  assert(first?.type === 'mail' && last?.type === 'mail');
  assert.deepEqual([first.letters.length, first.next, last.letters.length, last.next], [3, 3, 1, 5]);
});

test('M6: a cursor of another ledger or of the future is reset', () => {
  const { mailbox, write } = aMailbox({ letters: 2 });
  write('a', 'b', 'c');
  const standing = { epoch: 'first', oldest: 1, next: 3 };
  assert.deepEqual(mailbox.read({ since: 0, epoch: 'another' }), { type: 'reset', why: 'epoch', ...standing });
  assert.deepEqual(mailbox.read({ since: 4, epoch: 'first' }), { type: 'reset', why: 'future', ...standing });
  assert.equal(mailbox.read({ since: 3, epoch: 'first' }), undefined);
});

test('M7: a listener is told in the same tick, and once', () => {
  const { write, listen } = aMailbox();
  const { told } = listen(0);
  assert.deepEqual(told, []);
  write('a');
  assert.deepEqual(told, [mail(0, ['a'])]);
  write('b');
  assert.deepEqual(told, [mail(0, ['a'])]);
});

test('M7: a listener for whom there is mail already is told at once', () => {
  const { write, listen, mailbox } = aMailbox();
  write('a');
  assert.deepEqual(listen(0).told, [mail(0, ['a'])]);
  assert.equal(mailbox.hasWaiters, false);
});

test('M8: a listener that was stopped hears nothing', () => {
  const { write, listen, mailbox } = aMailbox();
  const { told, stop } = listen(0);
  stop();
  assert.equal(mailbox.hasWaiters, false);
  write('a');
  assert.deepEqual(told, []);
});

test('M9: a newer wait of the same tab takes the place of the older one', () => {
  const { write, listen } = aMailbox();
  const [older, newer, otherTab, noTab] = [listen(0, 'one'), listen(0, 'one'), listen(0, 'two'), listen(0)];
  write('a');
  assert.deepEqual(
    [older.told, newer.told, otherTab.told, noTab.told],
    [[{ type: 'superseded' }], [mail(0, ['a'])], [mail(0, ['a'])], [mail(0, ['a'])]],
  );
});

test('M9: also when the newer one is answered at once', () => {
  const { write, listen } = aMailbox();
  write('a');
  const older = listen(1, 'one');
  assert.deepEqual(listen(0, 'one').told, [mail(0, ['a'])]);
  assert.deepEqual(older.told, [{ type: 'superseded' }]);
});

test('M10: a ninth wait supersedes the oldest', () => {
  const { write, listen } = aMailbox();
  const waits = Array.from({ length: 9 }, (_, i) => listen(0, `tab ${i}`));
  write('a');
  assert.deepEqual(
    waits.map(({ told }) => told.map(({ type }) => type)),
    [['superseded'], ...Array.from({ length: 8 }, () => ['mail'])],
  );
});

test('M11: a closed mailbox says why, then and later', () => {
  const { listen, mailbox } = aMailbox();
  const parked = listen(0);
  mailbox.close({ type: 'closed', why: 'left' });
  assert.deepEqual(parked.told, [{ type: 'closed', why: 'left' }]);
  assert.deepEqual(listen(0).told, [{ type: 'closed', why: 'left' }]);
});
