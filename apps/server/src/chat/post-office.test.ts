import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomEvent, WaitAnswer } from '@mailroom/shared';
import { Ledger } from './ledger.ts';
import { PostOffice } from './post-office.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string): RoomEvent => ({ type: 'said', member: ann, text, clientMsgId: text });

const aPostOffice = (letters = 0) => {
  const ledger = new Ledger({ epoch: 'first', letters, bytes: 0 });
  const postOffice = new PostOffice({ ledger, mostWaits: 8 });
  const openFor = (address: string) => {
    const mailbox = postOffice.open({ address, first: 0 });
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
  assert.deepEqual([texts(ben.told), texts(cleo.told), cleo.mailbox.isAwaited], [[[0, 'psst']], [], true]);
});

test('P3: a letter to nobody takes its number', () => {
  const { postOffice, openFor } = aPostOffice();
  const ben = openFor('ben');
  assert.equal(postOffice.send('nobody', said('psst'), 0).id, 0);
  assert.equal(postOffice.broadcast(said('hello'), 0).id, 1);
  assert.deepEqual(texts(ben.told), [[1, 'hello']]);
});

test('P4: a thousand letters for a hundred who do not read leave what the ledger holds, and no more', () => {
  const { ledger, postOffice } = aPostOffice(10);
  const mailboxes = Array.from({ length: 100 }, (_, i) => postOffice.open({ address: `absent ${i}`, first: 0 }));
  for (let i = 0; i < 1_000; i++) postOffice.broadcast(said(`line ${i}`), 0);
  assert.equal(ledger.next - ledger.oldest, 10);
  const answers = new Set(mailboxes.map((mailbox) => mailbox.read({ since: 0 })));
  assert.equal(answers.size, 1, 'one mail for all of them, no copy for each');
});
