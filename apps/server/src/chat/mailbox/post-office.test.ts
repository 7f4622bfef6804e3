import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits, type RoomEvent, type WaitAnswer } from '@mailroom/shared';
import { Ledger } from '../ledger/ledger.ts';
import { PostOffice } from './post-office.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string): RoomEvent => ({ type: 'said', member: ann, text, mutationId: text });

const createTestPostOffice = ({
  maxLetters = 0,
  maxParkedWaits = 0,
  scheduleDelivery = (deliver: () => void) => deliver(),
} = {}) => {
  const ledger = new Ledger({
    epoch: 'first',
    messages: { letters: maxLetters, bytes: 0 },
    memberships: { letters: 0, bytes: 0 },
  });
  const postOffice = new PostOffice({ ledger, maxWaitsPerMailbox: 8, maxParkedWaits, scheduleDelivery });
  /** Opens a mailbox and parks a wait at it. */
  const openWithWait = (address: string) => {
    const mailbox = postOffice.open({ address, firstLetterId: 0 });
    const answers: WaitAnswer[] = [];
    mailbox.listen({ since: 0 }, (answer) => answers.push(answer));
    return { mailbox, answers };
  };
  return { ledger, postOffice, openWithWait };
};
/** The ids and texts of all letters in these answers. */
const textsIn = (answers: WaitAnswer[]) =>
  answers.flatMap((answer) =>
    answer.type === 'mail' ? answer.letters.map(({ id, event }) => [id, event.type === 'said' && event.text]) : [],
  );

test('P1: a broadcast is one letter in every open mailbox', () => {
  const { ledger, postOffice, openWithWait } = createTestPostOffice();
  const [ben, cleo] = [openWithWait('ben'), openWithWait('cleo')];
  postOffice.broadcast(said('hello'), 0);
  assert.deepEqual([textsIn(ben.answers), textsIn(cleo.answers), ledger.next], [[[0, 'hello']], [[0, 'hello']], 1]);
});

test('P2: a letter with a recipient answers no other wait', () => {
  const { postOffice, openWithWait } = createTestPostOffice();
  const [ben, cleo] = [openWithWait('ben'), openWithWait('cleo')];
  postOffice.send('ben', said('psst'), 0);
  assert.deepEqual([textsIn(ben.answers), textsIn(cleo.answers), cleo.mailbox.hasWaiters], [[[0, 'psst']], [], true]);
});

test('P3: a letter to an address without a mailbox takes an id and reaches nobody', () => {
  const { postOffice, openWithWait } = createTestPostOffice();
  const ben = openWithWait('ben');
  assert.equal(postOffice.send('nobody', said('psst'), 0).id, 0);
  assert.equal(postOffice.broadcast(said('hello'), 0).id, 1);
  assert.deepEqual(textsIn(ben.answers), [[1, 'hello']]);
});

test('P4: 1,000 letters for 100 mailboxes that nobody reads take only the memory of the ledger', () => {
  const { ledger, postOffice } = createTestPostOffice({ maxLetters: 10 });
  const mailboxes = Array.from({ length: 100 }, (_, i) =>
    postOffice.open({ address: `absent ${i}`, firstLetterId: 0 }),
  );
  for (let i = 0; i < 1_000; i++) postOffice.broadcast(said(`message ${i}`), 0);
  assert.equal(ledger.next - ledger.oldest, 10);
  const mails = new Set(mailboxes.map((mailbox) => mailbox.read({ since: 0 })));
  assert.equal(mails.size, 1, 'all mailboxes share one mail object');
});

/** Creates a post office whose deliveries wait for `deliver`. */
const createDeferringPostOffice = () => {
  const scheduled: (() => void)[] = [];
  const deliver = () => {
    for (const task of scheduled.splice(0)) task();
  };
  return { ...createTestPostOffice({ scheduleDelivery: (task) => scheduled.push(task) }), deliver, scheduled };
};

test('P5: letters that are appended while a delivery is pending are delivered together, in order', () => {
  const { postOffice, openWithWait, deliver, scheduled } = createDeferringPostOffice();
  const ben = openWithWait('ben');
  postOffice.broadcast(said('one'), 0);
  postOffice.broadcast(said('two'), 0);
  assert.deepEqual([ben.answers, scheduled.length], [[], 1]);
  deliver();
  assert.equal(ben.answers.length, 1);
  assert.deepEqual(textsIn(ben.answers), [
    [0, 'one'],
    [1, 'two'],
  ]);
  postOffice.broadcast(said('three'), 0);
  assert.equal(scheduled.length, 1);
});

test('M13: while a delivery is pending, a new wait is parked until the delivery, but a read is answered at once', () => {
  const { postOffice, openWithWait, deliver } = createDeferringPostOffice();
  const { mailbox } = openWithWait('ben');
  postOffice.broadcast(said('one'), 0);
  deliver();
  const upToDate: WaitAnswer[] = [];
  const behind: WaitAnswer[] = [];
  mailbox.listen({ since: 0 }, (answer) => upToDate.push(answer));
  assert.deepEqual(textsIn(upToDate), [[0, 'one']]);
  postOffice.broadcast(said('two'), 0);
  mailbox.listen({ since: 1 }, (answer) => upToDate.push(answer));
  mailbox.listen({ since: 0 }, (answer) => behind.push(answer));
  assert.deepEqual([upToDate.length, behind.length, mailbox.read({ since: 1 })?.type], [1, 0, 'mail']);
  deliver();
  assert.deepEqual(textsIn(upToDate.slice(1)), [[1, 'two']]);
  assert.deepEqual(textsIn(behind), [
    [0, 'one'],
    [1, 'two'],
  ]);
});

test('M13: a wait that is more than one mail behind is answered at once while a delivery is pending', () => {
  const { postOffice, openWithWait, deliver } = createDeferringPostOffice();
  const { mailbox } = openWithWait('ben');
  for (let count = 0; count <= fixedLimits.lettersPerMail; count++) postOffice.broadcast(said('hello'), 0);
  const answers: WaitAnswer[] = [];
  mailbox.listen({ since: 0 }, (answer) => answers.push(answer));
  assert.equal(textsIn(answers).length, fixedLimits.lettersPerMail);
  mailbox.listen({ since: fixedLimits.lettersPerMail }, (answer) => answers.push(answer));
  assert.equal(answers.length, 1);
  deliver();
  assert.equal(textsIn(answers).length, fixedLimits.lettersPerMail + 1);
});

test('P6: closing the post office delivers pending letters first', () => {
  const { postOffice, openWithWait } = createDeferringPostOffice();
  const ben = openWithWait('ben');
  postOffice.broadcast(said('one'), 0);
  postOffice.closeAll({ type: 'closed', why: 'restarting' });
  assert.deepEqual(textsIn(ben.answers), [[0, 'one']]);
});

test('M14: when the room is full of parked waits, one more without mail is answered with reconnect', () => {
  const { postOffice, openWithWait } = createTestPostOffice({ maxParkedWaits: 2 });
  const [ben, cleo, dora] = [openWithWait('ben'), openWithWait('cleo'), openWithWait('dora')];
  const reconnect = { type: 'reconnect', epoch: 'first', next: 0, retryAfterMs: fixedLimits.retryWhenFullMs };
  assert.deepEqual([ben.answers, cleo.answers, dora.answers], [[], [], [reconnect]]);
  postOffice.broadcast(said('hello'), 0);
  const stop = ben.mailbox.listen({ since: 1 }, () => {});
  cleo.mailbox.listen({ since: 1 }, () => {});
  assert.deepEqual(textsIn(openWithWait('eve').answers), [[0, 'hello']], 'the room is full again, but there is mail');
  stop();
  const parked: WaitAnswer[] = [];
  dora.mailbox.listen({ since: 1 }, (answer) => parked.push(answer));
  assert.deepEqual(parked, []);
});

test('M14 G5: when the room is full of parked waits, a wait still gets new presence', () => {
  const { postOffice, openWithWait } = createTestPostOffice({ maxParkedWaits: 1 });
  openWithWait('ben');
  const { mailbox } = openWithWait('cleo');
  postOffice.presence.startTyping('ann', 0);
  postOffice.refreshPresence({ memberCount: 0, listAwayIds: () => [] }, 0);
  const answers: WaitAnswer[] = [];
  mailbox.listen({ since: 0, presence: 0 }, (answer) => answers.push(answer));
  const presence = { version: 1, away: [], typing: ['ann'] };
  assert.deepEqual(answers, [{ type: 'reconnect', epoch: 'first', next: 0, presence }]);
  mailbox.listen({ since: 0, presence: 1 }, (answer) => answers.push(answer));
  assert.deepEqual(answers.slice(1), [
    { type: 'reconnect', epoch: 'first', next: 0, retryAfterMs: fixedLimits.retryWhenFullMs },
  ]);
});
