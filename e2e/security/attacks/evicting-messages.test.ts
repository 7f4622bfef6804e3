import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { digest } from '@mailroom/shared';
import { HONEST_ADDRESS } from '../addresses.ts';
import { DEFAULT_BUDGETS, startServerUnderAttack } from '../server-under-attack.ts';
import { converse, joinAndLeave, TEXTS, textsIn } from './conversation.ts';
import { HttpClient } from './http-client.ts';

/** More letters than the ledger holds by default, so that they evict all that they can. */
const LETTERS = Number(process.env['ATTACK_LETTERS'] ?? 1_200);
/** How often one attacker leaves, joins again and sends what is accepted. */
const ROUNDS = 6;
/** Messages of one network per minute: so few that the budget is not refilled meanwhile, even on a slow machine. */
const MESSAGES_PER_HOST = '300';
/** Time in which the texts are sent while others leave and join, in seconds. 0: not tested. */
const SECONDS = Number(process.env['ATTACK_SECONDS'] ?? 0);

test('no attack pushes recent messages out of the room', async (t) => {
  const server = await startServerUnderAttack(t, { ...DEFAULT_BUDGETS, MESSAGES_PER_HOST });

  /** Lets attackers from one address after another act until they appended enough letters. `act` returns how many it appended; 0: refused. */
  const attackFrom = async (network: string, act: (attacker: HttpClient, index: number) => Promise<number>) => {
    let [letters, index] = [0, 0];
    for (let host = 1; letters < LETTERS; host++) {
      const attacker = new HttpClient(server, `${network}.${host >> 8}.${host & 255}`);
      for (let appended = -1; appended !== 0 && letters < LETTERS; letters += appended) {
        appended = await act(attacker, index++);
      }
    }
  };

  /** Lets two members send the texts. Returns those that a reader gets who did not poll meanwhile, and those in the history of a newcomer. */
  const textsAround = async (nickname: string, attack: () => Promise<unknown>) => {
    const reader = new HttpClient(server, HONEST_ADDRESS);
    const joined = await reader.joinWhenPossible(nickname);
    const senders = [new HttpClient(server, HONEST_ADDRESS), new HttpClient(server, HONEST_ADDRESS)] as const;
    for (const [index, sender] of senders.entries()) await sender.joinWhenPossible(`${nickname}sends${index}`);
    for (const [index, text] of TEXTS.entries()) {
      assert.equal((await (index % 2 === 0 ? senders[0] : senders[1]).send(text)).status, 200);
    }
    await attack();
    const read: string[] = [];
    for (let next = joined.data?.next ?? 0; ;) {
      const { data } = await reader.read(next);
      if (data?.type !== 'mail') break;
      read.push(...textsIn(data.letters));
      next = data.next;
    }
    const newcomer = await new HttpClient(server, HONEST_ADDRESS).joinWhenPossible(`${nickname}new`);
    // Before them are the same texts of an earlier attack.
    return { read, history: textsIn(newcomer.data?.letters ?? []).slice(-TEXTS.length) };
  };

  await t.test('joining and leaving, from as many addresses as it takes', async () => {
    const attack = () =>
      attackFrom('127.1', async (attacker, index) => {
        const joined = await attacker.join(`a${index}`);
        const left = await attacker.leave();
        return joined.status === 200 && left.status === 200 ? 2 : 0;
      });
    assert.deepEqual(await textsAround('Ann', attack), { read: TEXTS, history: TEXTS });
  });

  await t.test('renames, from as many addresses as it takes', async () => {
    const attack = () =>
      attackFrom('127.2', async (attacker, index) => {
        const isMember = attacker.cookie !== '';
        const { status } = await (isMember ? attacker.rename(`b${index}`) : attacker.join(`b${index}`));
        return status === 200 ? 1 : 0;
      });
    assert.deepEqual(await textsAround('Ben', attack), { read: TEXTS, history: TEXTS });
  });

  await t.test('messages, edits and reactions from one address that leaves and joins again to send more', async () => {
    const sendInRounds = async (attacker: HttpClient, nickname: string) => {
      for (let round = 0; round < ROUNDS; round++) {
        await attacker.join(`${nickname}${round}`);
        const clientMsgId = randomUUID();
        const targetMutationId = digest(clientMsgId);
        await attacker.send('x', clientMsgId);
        for (let count = 0; count < 7; count++) await attacker.send('x');
        await attacker.call('edit', { targetMutationId, text: 'y', clientMsgId: randomUUID() });
        await attacker.call('react', { targetMutationId, emoji: '👍', clientMsgId: randomUUID() });
        await attacker.leave();
      }
    };
    const attackers = Array.from({ length: 20 }, () => new HttpClient(server, '127.3.0.1'));
    const attack = () => Promise.all(attackers.map((attacker, index) => sendInRounds(attacker, `c${index}x`)));
    // The history has the last messages, whoever sent them.
    assert.deepEqual((await textsAround('Cem', attack)).read, TEXTS);
  });
  await server.assertHealthy();
});

if (SECONDS > 0) {
  test(`a reader 60 ms away gets every message of ${SECONDS} s while 40 members leave and join as fast as they can`, async (t) => {
    const server = await startServerUnderAttack(t, DEFAULT_BUDGETS);
    const attackers = Array.from({ length: 40 }, (_, index) => new HttpClient(server, `127.8.0.${index + 1}`));
    const attack = (over: AbortSignal) =>
      Promise.all(attackers.map((attacker, index) => joinAndLeave(attacker, `d${index}`, over)));
    assert.deepEqual(await converse(server, { seconds: SECONDS, attack }), { read: TEXTS, history: TEXTS });
  });
}
