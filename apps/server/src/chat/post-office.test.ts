import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits, type RoomEvent, type WaitAnswer } from '@mailroom/shared';
import { Ledger } from './ledger.ts';
import { PostOffice } from './post-office.ts';
import { SessionRegistry } from './session-registry.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string): RoomEvent => ({ type: 'said', member: ann, text, clientMsgId: text });

const aPostOffice = ({ letters = 0, mostParked = 0, soon = (task: () => void) => task() } = {}) => {
  const ledger = new Ledger({ epoch: 'first', maxLetters, maxBytes: 0 });
  const postOffice = new PostOffice({ ledger, maxWaitsPerMailbox: 8, maxParkedWaits, scheduleDelivery });
  const openFor = (address: string) => {
    const mailbox = postOffice.open({ address, firstLetterId: 0 });
    const told: WaitAnswer[] = [];
    mailbox.listen({ since: 0 }, (answer) => told.push(answer));
    return { mailbox, told };
  };
  return { ledger, postOffice, openFor };
};
const texts = (answers: WaitAnswer[]) =>
  answers.flatMap((answer) =>
    answer.type === 'mail' ? answer.letters.map(({ id, event }) => [id, event.type === 'said' && event.text]) : [],
  );

test('P1: a broadcast is one letter for all who have a mailbox', () => {
  const { ledger, postOffice, openFor } = aPostOffice();
  const [ben, cleo] = [openFor('ben'), openFor('cleo')];
  postOffice.broadcast(said('hello'), 0);
  assert.deepEqual([texts(ben.told), texts(cleo.told), ledger.next], [[[0, 'hello']], [[0, 'hello']], 1]);
});

test('P2: a letter for one disturbs nobody else', () => {
  const { postOffice, openFor } = aPostOffice();
  const [ben, cleo] = [openFor('ben'), openFor('cleo')];
  postOffice.send('ben', said('psst'), 0);
  assert.deepEqual([texts(ben.told), texts(cleo.told), cleo.mailbox.hasWaiters], [[[0, 'psst']], [], true]);
});

test('P3: a letter to nobody takes its number', () => {
  const { postOffice, openFor } = aPostOffice();
  const ben = openFor('ben');
  assert.equal(postOffice.send('nobody', said('psst'), 0).id, 0);
  assert.equal(postOffice.broadcast(said('hello'), 0).id, 1);
  assert.deepEqual(texts(ben.told), [[1, 'hello']]);
});

test('P4: a thousand letters for a hundred who do not read leave what the ledger holds, and no more', () => {
  const { ledger, postOffice } = aPostOffice({ letters: 10 });
  const mailboxes = Array.from({ length: 100 }, (_, i) =>
    postOffice.open({ address: `absent ${i}`, firstLetterId: 0 }),
  );
  for (let i = 0; i < 1_000; i++) postOffice.broadcast(said(`line ${i}`), 0);
  assert.equal(ledger.next - ledger.oldest, 10);
  const answers = new Set(mailboxes.map((mailbox) => mailbox.read({ since: 0 })));
  assert.equal(answers.size, 1, 'one mail for all of them, no copy for each');
});

/** A post office whose deliveries are put off until `haveTime` is called. */
const aBusyPostOffice = () => {
  const due: (() => void)[] = [];
  const haveTime = () => {
    for (const task of due.splice(0)) task();
  };
  return { ...aPostOffice({ soon: (task) => due.push(task) }), haveTime, due };
};

test('P5: what comes while deliveries are put off is delivered together, in order', () => {
  const { postOffice, openFor, haveTime, due } = aBusyPostOffice();
  const ben = openFor('ben');
  postOffice.broadcast(said('one'), 0);
  postOffice.broadcast(said('two'), 0);
  assert.deepEqual([ben.told, due.length], [[], 1]);
  haveTime();
  assert.equal(ben.told.length, 1);
  assert.deepEqual(texts(ben.told), [
    [0, 'one'],
    [1, 'two'],
  ]);
  postOffice.broadcast(said('three'), 0);
  assert.equal(due.length, 1);
});

test('M13: while letters are put off, who waits is told with the next delivery, who does not wait at once', () => {
  const { postOffice, openFor, haveTime } = aBusyPostOffice();
  const { mailbox } = openFor('ben');
  postOffice.broadcast(said('one'), 0);
  haveTime();
  const punctual: WaitAnswer[] = [];
  const late: WaitAnswer[] = [];
  mailbox.listen({ since: 0 }, (answer) => punctual.push(answer));
  assert.deepEqual(texts(punctual), [[0, 'one']]);
  postOffice.broadcast(said('two'), 0);
  mailbox.listen({ since: 1 }, (answer) => punctual.push(answer));
  mailbox.listen({ since: 0 }, (answer) => late.push(answer));
  assert.deepEqual([punctual.length, late.length, mailbox.read({ since: 1 })?.type], [1, 0, 'mail']);
  haveTime();
  assert.deepEqual(texts(punctual.slice(1)), [[1, 'two']]);
  assert.deepEqual(texts(late), [
    [0, 'one'],
    [1, 'two'],
  ]);
});

test('M13: who is behind by more than one mail holds is told at once, whatever is put off', () => {
  const { postOffice, openFor, haveTime } = aBusyPostOffice();
  const { mailbox } = openFor('ben');
  for (let times = 0; times <= fixedLimits.lettersPerMail; times++) postOffice.broadcast(said('much'), 0);
  const told: WaitAnswer[] = [];
  mailbox.listen({ since: 0 }, (answer) => told.push(answer));
  assert.equal(texts(told).length, fixedLimits.lettersPerMail);
  mailbox.listen({ since: fixedLimits.lettersPerMail }, (answer) => told.push(answer));
  assert.equal(told.length, 1);
  haveTime();
  assert.equal(texts(told).length, fixedLimits.lettersPerMail + 1);
});

test('P6: closing delivers what was put off before it says why', () => {
  const { postOffice, openFor } = aBusyPostOffice();
  const ben = openFor('ben');
  postOffice.broadcast(said('one'), 0);
  postOffice.closeAll({ type: 'closed', why: 'restarting' });
  assert.deepEqual(texts(ben.told), [[0, 'one']]);
});

test('M14: beyond so many parked waits one more is told to come back later, unless there is something to hear', () => {
  const { postOffice, openFor } = aPostOffice({ mostParked: 2 });
  const [ben, cleo, dora] = [openFor('ben'), openFor('cleo'), openFor('dora')];
  assert.deepEqual([ben.told, cleo.told], [[], []]);
  assert.deepEqual(dora.told, [{ type: 'reconnect', epoch: 'first', next: 0, retryAfterMs: fixedLimits.shortPollMs }]);
  postOffice.broadcast(said('hello'), 0);
  const stop = ben.mailbox.listen({ since: 1 }, () => {});
  cleo.mailbox.listen({ since: 1 }, () => {});
  assert.deepEqual(texts(openFor('eve').told), [[0, 'hello']], 'the room is full again');
  stop();
  const parked: WaitAnswer[] = [];
  dora.mailbox.listen({ since: 1 }, (answer) => parked.push(answer));
  assert.deepEqual(parked, []);
});

test('M14 G5: signs are something to hear, in a full room too', () => {
  const { postOffice, openFor } = aPostOffice({ mostParked: 1 });
  openFor('ben');
  const { mailbox } = openFor('cleo');
  postOffice.presence.startTyping('ann', 0);
  postOffice.refreshPresence(new SessionRegistry(), 0);
  const told: WaitAnswer[] = [];
  mailbox.listen({ since: 0, presence: 0 }, (answer) => told.push(answer));
  const presence = { version: 1, away: [], writing: ['ann'] };
  assert.deepEqual(told, [{ type: 'reconnect', epoch: 'first', next: 0, presence }]);
  mailbox.listen({ since: 0, presence: 1 }, (answer) => told.push(answer));
  assert.deepEqual(told.slice(1), [
    { type: 'reconnect', epoch: 'first', next: 0, retryAfterMs: fixedLimits.shortPollMs },
  ]);
});
