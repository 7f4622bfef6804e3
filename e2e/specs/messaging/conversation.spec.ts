import { expect, test, trackWaitCount } from '../../support/fixtures.ts';

test('a conversation of two', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.seesSystemMessage('Ben joined');
  await ann.says('Hello Ben');
  await ben.reads('Hello Ben');
  await ben.says('Hello Ann', 'How are you?');
  await ann.reads('Hello Ann', 'How are you?');
  await ann.says('Fine!');
  for (const each of [ann, ben]) {
    await each.reads('Hello Ben', 'Hello Ann', 'How are you?', 'Fine!');
    await each.seesMembers('Ann', 'Ben');
    await each.seesSystemMessage('Connected to the room.');
  }
});

test('a conversation of five: everyone reads the same', async ({ person }) => {
  const people = await Promise.all(['Ann', 'Ben', 'Cleo', 'Dora', 'Emil'].map((nickname) => person(nickname)));
  const lines = (nickname: string) => [1, 2, 3].map((number) => `${nickname} says ${number}`);
  await Promise.all(people.map((each) => each.says(...lines(each.nickname))));
  const transcripts = await Promise.all(
    people.map(async (each) => {
      const texts = each.transcript.locator('.message .text');
      await expect(texts).toHaveCount(15);
      return texts.allInnerTexts();
    }),
  );
  expect(new Set(transcripts.map((texts) => texts.join('\n'))).size).toBe(1);
  for (const { nickname } of people) {
    expect(transcripts[0]?.filter((text) => text.startsWith(nickname))).toEqual(lines(nickname));
  }
});

test('one’s own lines are told apart by a word, and so is one’s place in the roster', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('mine');
  await ben.reads('mine');
  await ben.says('yours');
  await ann.reads('mine', 'yours');
  await expect(ann.transcript.locator('.message').filter({ hasText: 'mine' }).locator('.you')).toHaveText('you');
  await expect(ann.transcript.locator('.message').filter({ hasText: 'yours' }).locator('.you')).toHaveCount(0);
  await expect(ann.page.locator('#roster li').filter({ hasText: 'you' })).toHaveText(/^Ann/);
});

test('a newcomer reads what was said before', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('one', 'two');
  await ann.reads('one', 'two');
  const ben = await person('Ben');
  await ben.reads('one', 'two');
});

test('Shift and Enter break the line, Enter sends', async ({ person }) => {
  const ann = await person('Ann');
  await ann.composer.pressSequentially('first');
  await ann.composer.press('Shift+Enter');
  await ann.composer.pressSequentially('second');
  await ann.composer.press('Enter');
  await expect(ann.composer).toHaveValue('');
  await ann.reads('first\nsecond');
});

test('Enter that chooses a word while composing does not send', async ({ person }) => {
  const ann = await person('Ann');
  await ann.composer.fill('かんじ');
  await ann.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await ann.composer.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
  await expect(ann.composer).toHaveValue('かんじ');
  await ann.composer.press('Enter');
  await ann.reads('かんじ');
});

test('near the limit the letters left are counted, and beyond it nothing is cut or lost', async ({ person }) => {
  const ann = await person('Ann');
  const says = ann.page.locator('#composer-status');
  await ann.composer.fill('🦉'.repeat(200));
  await expect(says).toHaveText('');
  await ann.composer.fill('🦉'.repeat(250));
  await expect(says).toContainText('6 left');
  await ann.composer.fill(`${'🦉'.repeat(256)}\n\n`);
  await expect(says, 'what nobody sees at the end does not count').toContainText('0 left');
  await ann.composer.fill('🦉'.repeat(260));
  await expect(says).toContainText('4 over the limit');
  await ann.composer.press('Enter');
  await expect(says).toContainText('Too long: 260 of 256 characters.');
  await expect(ann.composer).toHaveValue('🦉'.repeat(260));
  await ann.composer.fill('🦉'.repeat(256));
  await ann.composer.press('Enter');
  await ann.reads('🦉'.repeat(256));
});

test('of a message in which nothing can be read one is told', async ({ person }) => {
  const ann = await person('Ann');
  await ann.composer.press('Enter');
  await expect(ann.page.locator('#composer-status')).toHaveText('');
  await ann.composer.fill('  \n ');
  await ann.composer.press('Enter');
  await expect(ann.page.locator('#composer-status')).toContainText('The message is empty.');
});

test('who talks too fast is slowed down, and every line arrives once, in order', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const lines = Array.from({ length: 14 }, (_, index) => `line ${index}`);
  await ann.says(...lines);
  await ben.reads(...lines);
  await ann.reads(...lines);
});

test('text that tries to be HTML is text', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const tries = ['<img src=x onerror=alert(1)>', '<script>alert(2)</script>', '&lt;b&gt; **bold** <b>bold</b>'];
  await ann.says(...tries);
  await ben.reads(...tries);
  await expect(ben.transcript.locator('img, script, b')).toHaveCount(0);
});

test('web addresses can be opened, other schemes cannot', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('see https://example.org/a_(b), not javascript:alert(1)');
  const link = ann.transcript.getByRole('link');
  await expect(link).toHaveCount(1);
  await expect(link).toHaveAttribute('href', 'https://example.org/a_(b)');
  await expect(link).toHaveAttribute('rel', /noopener/);
});

test('who reads back is left in peace, and told what is new', async ({ person }) => {
  const ann = await person('Ann', { browser: { viewport: { width: 1280, height: 500 } } });
  const ben = await person('Ben');
  const early = Array.from({ length: 8 }, (_, index) => `early ${index}\n\nand so on`);
  await ben.says(...early);
  await ann.reads(...early);
  const scrolled = () =>
    ann.transcript.evaluate((list) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight));
  await expect.poll(scrolled, 'at the end it stays there').toBeLessThan(4);
  // The page hears of it with the next frame, and what comes before that finds it at the end.
  const readBack = () =>
    ann.transcript.evaluate(async (list) => {
      const heard = new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
      list.scrollTop = 0;
      await heard;
    });

  await readBack();
  await ben.says('late 1', 'late 2');
  await person('Cleo');
  const unseen = ann.page.getByRole('button', { name: '2 new' });
  await expect(unseen).toBeVisible();
  expect(await ann.transcript.evaluate((list) => list.scrollTop)).toBe(0);
  await unseen.click();
  await expect.poll(scrolled).toBeLessThan(4);
  await expect(unseen).toBeHidden();

  await readBack();
  await ann.says('my own');
  await expect.poll(scrolled, 'one’s own line brings the end').toBeLessThan(4);
});

test('the title counts what came while one looked elsewhere', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.looks('elsewhere');
  await ben.says('one', 'two');
  await ann.says('my own');
  await person('Cleo');
  await expect(ann.page).toHaveTitle('(2) Mailroom');
  await ann.looks('here');
  await expect(ann.page).toHaveTitle('Mailroom');
});

test('the page does not ask twice at once: at rest one wait is under way', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const underWay = trackWaitCount(ann.page);
  await ann.joins(server.url);
  await ann.says('one', 'two', 'three');
  await ann.reads('one', 'two', 'three');
  await expect.poll(underWay).toBe(1);
});
