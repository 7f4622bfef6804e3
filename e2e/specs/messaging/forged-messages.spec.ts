import { randomUUID } from 'node:crypto';
import { Mail } from '@mailroom/shared';
import { expect, test } from '../../support/fixtures.ts';

test('after a restart, nobody can change what another person said before it', async ({
  person,
  server,
  httpMember,
}) => {
  const ann = await httpMember('Ann');
  const ben = await person('Ben');
  const mallory = await httpMember('Mallory');
  await ann.says('one');
  await ben.reads('one');
  const { letters } = Mail.parse(await mallory.call('wait', { since: 0, hold: false }));
  const event = letters.map((letter) => letter.event).find(({ type }) => type === 'said');
  const publicIds = Object.values(event ?? {}).filter((value) => typeof value === 'string');
  await ann.leaves();
  await server.stop();
  await server.start();
  await ben.seesSystemMessage('The room restarted and you’re back in.');

  const forger = await httpMember('Ann');
  const sends = (text: string, clientMsgId: string) => forger.call('send', { text, clientMsgId });
  const edits = (text: string, targetMutationId: string) =>
    forger.call('edit', { text, targetMutationId, clientMsgId: randomUUID() });
  for (const publicId of publicIds) {
    for (const text of ['one', 'forged']) await sends(text, publicId).catch(() => {});
    await edits('forged', publicId).catch(() => {});
  }
  await sends('one', randomUUID());
  const { letters: own } = Mail.parse(await forger.call('wait', { since: 0, hold: false }));
  for (const { event: each } of own) if (each.type === 'said') await edits('forged too', each.mutationId);
  await forger.says('the end');
  await ben.reads('one', 'the end');
  await expect(ben.messages).toHaveText(['one', 'forged too edited', 'the end']);
});
