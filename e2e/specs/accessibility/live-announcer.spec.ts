import { expect, test } from '../../support/fixtures.ts';
import { httpMember } from '../../support/http-member.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

test('what comes in is read aloud once, and many lines in one sentence', async ({ person, server }) => {
  const ben = await httpMember('Ben', server.url);
  const cleo = await httpMember('Cleo', server.url);
  await ben.says('said before');
  const ann = await person('Ann');
  await ann.reads('said before');
  const told = await ann.page.locator('.live-announcer').evaluateHandle((region) => {
    const texts: string[] = [];
    const note = (records: MutationRecord[]) => {
      for (const { addedNodes } of records) for (const node of addedNodes) texts.push(node.textContent ?? '');
    };
    new MutationObserver(note).observe(region, { childList: true });
    return texts;
  });
  await ben.says('one');
  await ann.reads('one');
  await ben.says('/me waves', 'two', 'three');
  await cleo.says('four', 'five');
  const all = ['Ben: one', '5 new messages from Ben and Cleo.'];
  await expect.poll(() => told.jsonValue()).toEqual(all);
  await ann.says('mine');
  await expect.poll(() => told.jsonValue(), 'one’s own line when it is there').toEqual([...all, 'Ann: mine']);
  await expect(ann.transcript, 'rows that are scrolled into sight are not').toHaveAttribute('aria-live', 'off');
});
