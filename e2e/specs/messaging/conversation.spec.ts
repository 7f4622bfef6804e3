import { expect, IN_LONG_RUN, test, trackWaitCount } from '../../support/fixtures.ts';

test.use({ room: 'shared' });

test('two people converse', async ({ person }) => {
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
    await each.isInTheRoom();
  }
});

test('five people who write at once read the same conversation', IN_LONG_RUN, async ({ person }) => {
  const people = await Promise.all(['Ann', 'Ben', 'Cleo', 'Dora', 'Emil'].map((nickname) => person(nickname)));
  const textsBy = (nickname: string) => [1, 2, 3].map((number) => `${nickname} says ${number}`);
  await Promise.all(people.map((each) => each.says(...textsBy(each.nickname))));
  const transcripts = await Promise.all(
    people.map(async (each) => {
      const texts = each.transcript.locator('.message .text');
      await expect(texts).toHaveCount(15);
      return texts.allInnerTexts();
    }),
  );
  expect(new Set(transcripts.map((texts) => texts.join('\n'))).size).toBe(1);
  for (const { nickname } of people) {
    expect(transcripts[0]?.filter((text) => text.startsWith(nickname))).toEqual(textsBy(nickname));
  }
});

test('the user’s messages and roster item are marked with “you”', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ann.says('mine');
  await ben.reads('mine');
  await ben.says('yours');
  await ann.reads('mine', 'yours');
  await expect(ann.transcript.locator('.message').filter({ hasText: 'mine' }).locator('.you')).toHaveText('you');
  await expect(ann.transcript.locator('.message').filter({ hasText: 'yours' }).locator('.you')).toHaveCount(0);
  await expect(ann.page.locator('#roster li').filter({ hasText: 'you' })).toHaveText(/^Ann/);
});

test.describe(() => {
  test.use({ room: 'own' });

  test('a newcomer reads earlier messages', async ({ person, httpMember }) => {
    const ann = await httpMember('Ann');
    await ann.says('one', 'two');
    await ann.reads('one', 'two');
    const ben = await person('Ben');
    await ben.reads('one', 'two');
  });
});

test('Shift+Enter starts a new line, Enter sends', async ({ person }) => {
  const ann = await person('Ann');
  await ann.composer.pressSequentially('first');
  await ann.composer.press('Shift+Enter');
  await ann.composer.pressSequentially('second');
  await ann.composer.press('Enter');
  await expect(ann.composer).toHaveValue('');
  await ann.reads('first\nsecond');
});

test('Enter during IME composition does not send', async ({ person }) => {
  const ann = await person('Ann');
  await ann.composer.fill('かんじ');
  await ann.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await ann.composer.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
  await expect(ann.composer).toHaveValue('かんじ');
  await ann.composer.press('Enter');
  await ann.reads('かんじ');
});

test('near the limit the remaining characters are counted, and beyond it the text is kept', async ({ person }) => {
  const ann = await person('Ann');
  const status = ann.page.locator('#composer-status');
  await ann.composer.fill('🦉'.repeat(1_900));
  await expect(status).toHaveText('');
  await ann.composer.fill('🦉'.repeat(1_994));
  await expect(status).toContainText('6 left');
  await ann.composer.fill(`${'🦉'.repeat(2_000)}\n\n`);
  await expect(status, 'trailing white space does not count').toContainText('0 left');
  await ann.composer.fill('🦉'.repeat(2_004));
  await expect(status).toContainText('4 over the limit');
  await ann.composer.press('Enter');
  await expect(status, 'said once').toHaveText('Too long: 2,004 of 2,000 characters.');
  await expect(ann.composer).toHaveValue('🦉'.repeat(2_004));
  await ann.composer.fill('🦉'.repeat(2_000));
  await ann.composer.press('Enter');
  await expect(ann.messages.last(), 'folded').toContainText('🦉'.repeat(100));
});

test('a blank message is refused with the reason', async ({ person }) => {
  const ann = await person('Ann');
  await ann.composer.press('Enter');
  await expect(ann.page.locator('#composer-status')).toHaveText('');
  await ann.composer.fill('  \n ');
  await ann.composer.press('Enter');
  await expect(ann.page.locator('#composer-status')).toContainText('The message is empty.');
});

test('a fast writer is slowed down, and every message arrives once and in order', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const texts = Array.from({ length: 14 }, (_, index) => `message ${index}`);
  await ann.says(...texts);
  await ben.reads(...texts);
  await ann.reads(...texts);
});

test('HTML in a message is shown as text', async ({ person, httpMember }) => {
  const ann = await httpMember('Ann');
  const ben = await person('Ben');
  const attempts = ['<img src=x onerror=alert(1)>', '<script>alert(2)</script>', '&lt;b&gt; <b>bold</b>'];
  await ann.says(...attempts);
  await ben.reads(...attempts);
  await expect(ben.transcript.locator('img, script, b')).toHaveCount(0);
});

test('web addresses become links, other schemes do not', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('see https://example.org/a_(b), not javascript:alert(1)');
  const link = ann.transcript.getByRole('link');
  await expect(link).toHaveCount(1);
  await expect(link).toHaveAttribute('href', 'https://example.org/a_(b)');
  await expect(link).toHaveAttribute('rel', /noopener/);
});

test('an address that can be misread shows the host to which it leads', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('https://münchen.example/a，https://www.bank.example@evil.example (https://example.org/b)c');
  const links = ann.transcript.getByRole('link');
  await expect(links).toHaveText([
    'https://münchen.example/a',
    'https://www.bank.example@evil.example',
    'https://example.org/b',
  ]);
  await expect(links.nth(0)).toHaveAccessibleName('https://münchen.example/a (xn--mnchen-3ya.example)');
  await expect(links.nth(1)).toHaveAccessibleName('https://www.bank.example@evil.example (evil.example)');
  await expect(links.nth(2)).toHaveAccessibleName('https://example.org/b');
});

test('new messages do not scroll a reader who scrolled back, and are counted', async ({ person, httpMember }) => {
  const ann = await person('Ann', { browser: { viewport: { width: 1280, height: 500 } } });
  const ben = await httpMember('Ben');
  const early = Array.from({ length: 8 }, (_, index) => `early ${index}\n\nand so on`);
  await ben.says(...early);
  await ann.reads(...early);
  const distanceFromEnd = () =>
    ann.transcript.evaluate((list) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight));
  await expect.poll(distanceFromEnd, 'a reader at the end stays there').toBeLessThan(4);
  // The scroll event comes with the next frame: until then the page takes the reader to be at the end.
  const scrollBack = () =>
    ann.transcript.evaluate(async (list) => {
      const scrolled = new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
      list.scrollTop = 0;
      await scrolled;
    });

  await scrollBack();
  await ben.says('late 1', 'late 2');
  await httpMember('Cleo');
  const jumpToLatest = ann.page.getByRole('button', { name: '2 new' });
  await expect(jumpToLatest).toBeVisible();
  expect(await ann.transcript.evaluate((list) => list.scrollTop)).toBe(0);
  await jumpToLatest.click();
  await expect.poll(distanceFromEnd).toBeLessThan(4);
  await expect(jumpToLatest).toBeHidden();

  await scrollBack();
  await ann.says('my own');
  await expect.poll(distanceFromEnd, 'sending a message scrolls to the end').toBeLessThan(4);
});

test('the title counts messages that arrive while the tab is hidden', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ann.looks('elsewhere');
  await ben.says('one', 'two');
  await ann.says('my own');
  await httpMember('Cleo');
  await expect(ann.page).toHaveTitle('(2) Mailroom');
  await ann.looks('here');
  await expect(ann.page).toHaveTitle('Mailroom');
});

test('a page at rest has one wait in flight', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const waitsInFlight = trackWaitCount(ann.page);
  await ann.joins(server.url);
  await ann.says('one', 'two', 'three');
  await ann.reads('one', 'two', 'three');
  await expect.poll(waitsInFlight).toBe(1);
});
