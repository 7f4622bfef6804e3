import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';

test('lines of one author stand under one name', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.says('one', 'two');
  await ann.reads('one', 'two');
  await ann.says('three');
  await ben.reads('three');
  await ben.says('four');
  await ann.reads('one', 'two', 'three', 'four');
  const heads = ann.transcript.locator('.message .message-header .nickname');
  await expect(heads, 'who cannot see it hears whose each line is').toHaveText(['Ben', 'Ben', 'Ann you', 'Ben']);
  await expect(ann.transcript.locator('.message.continued .text')).toHaveText(['two']);
  const room = await ann.transcript.boundingBox();
  const hidden = await ann.transcript
    .locator('.message.continued .nickname')
    .evaluate((each) => getComputedStyle(each).clipPath);
  expect(hidden).toContain('inset(50%)');
  const lidOn = await ann.transcript.locator('.message.continued').evaluate((line) => {
    const { right, top } = line.getBoundingClientRect();
    return document.elementFromPoint(right - 30, top + 8)?.closest('.message-header') !== null;
  });
  expect(lidOn, 'nothing lies over the end of its text').toBe(false);
  for (const line of await ann.transcript.locator('.message').all()) {
    expect((await line.boundingBox())?.width).toBeLessThanOrEqual(room?.width ?? 0);
  }
});

test('one’s own line does not move when it arrives', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('one');
  await ann.reads('one');
  await expect(ann.unconfirmedMessages).toHaveCount(0);
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await ann.page.route('**/trpc/send', async (route) => {
    await held;
    await route.continue();
  });
  await ann.says('two');
  const line = ann.transcript.locator('.message .text').filter({ hasText: 'two' });
  await expect(ann.unconfirmedMessages).toHaveText(['two']);
  const before = await line.boundingBox();
  goOn();
  await expect(ann.unconfirmedMessages).toHaveCount(0);
  expect(await line.boundingBox()).toEqual(before);
});

test('many comings and goings are told in one sentence, which unfolds', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('Who comes?');
  const guests = await Promise.all(['Ben', 'Cleo', 'Dora', 'Emil'].map((nickname) => person(nickname)));
  await guests[0]?.page.getByRole('button', { name: 'Leave' }).click();
  await ann.seesSystemMessage('Ben left');
  const goings = ann.transcript.locator('.membership').last();
  await expect(goings.locator('summary')).toHaveText(
    /^(Cleo|Dora|Emil), (Cleo|Dora|Emil) and (Cleo|Dora|Emil) joined\. Ben joined and left\.$/,
  );
  await expect(goings.locator('.system-message').first()).toBeHidden();
  await goings.locator('summary').click();
  await expect(goings.locator('.system-message')).toHaveText([/joined/, /joined/, /joined/, /joined/, /Ben left/]);
  await expect(goings.locator('.system-message').first()).toBeVisible();
});

test('who looked elsewhere finds where the new lines begin, until they write', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.says('seen');
  await ann.reads('seen');
  const mark = ann.transcript.getByText('New messages');
  const icon = ann.page.locator('link[rel="icon"]');
  await ann.looks('elsewhere');
  await ben.says('new', 'newer');
  await expect(icon).toHaveAttribute('href', '/icon-unread.svg');
  await expect(ann.page).toHaveTitle('(2) Mailroom');
  await ann.looks('here');
  await expect(ann.page).toHaveTitle('Mailroom');
  await expect(icon).toHaveAttribute('href', '/icon.svg');
  await expect(mark).toBeVisible();
  const rows = await ann.transcript.locator('.message, .separator').allInnerTexts();
  expect(rows.map((row) => row.split('\n').at(-1)).slice(-4)).toEqual(['seen', 'New messages', 'new', 'newer']);
  await ben.says('and more');
  await ann.reads('new', 'newer', 'and more');
  await expect(mark, 'what comes while one looks is no news').toHaveCount(1);
  await ann.says('I see');
  await expect(mark).toHaveCount(0);
});

test('a mention of oneself stands out, for oneself alone', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.says('hello @ann, is `@ann` here?', 'write to x@ann.example');
  await ann.reads('hello @ann, is `@ann` here?');
  await expect(ann.transcript.locator('mark')).toHaveText(['@ann']);
  await expect(ann.transcript.locator('.message.mentions-you')).toHaveCount(1);
  await expect(ben.transcript.locator('mark, .message.mentions-you')).toHaveCount(0);
});

test('code, emphasis and actions are dressed, and every letter of them stays', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const typed = [
    '*really* **so**',
    'run `npm ci` first',
    '```\nif (a < b) {\n  return;\n}\n```',
    '2*3*4 and snake_case',
  ];
  await ben.says(...typed);
  await ann.reads(...typed);
  await expect(ann.transcript.locator('em')).toHaveText(['*really*']);
  await expect(ann.transcript.locator('strong')).toHaveText(['**so**']);
  await expect(ann.transcript.locator('code').first()).toHaveText('`npm ci`');
  const scroller = await ann.transcript.evaluate((list) => list.scrollWidth - list.clientWidth);
  expect(scroller, 'nothing reaches over the edge').toBe(0);
  await ben.says('/me waves to @Ann');
  await ann.reads('Ben waves to @Ann');
});

test('emoji alone are large', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('🎉 👨‍👩‍👧', 'party 🎉');
  await ann.reads('🎉 👨‍👩‍👧', 'party 🎉');
  const sizes = await ann.messages.evaluateAll((texts) =>
    texts.map((text) => parseFloat(getComputedStyle(text).fontSize)),
  );
  expect(sizes).toEqual([32, 16]);
});

test('each day begins with its name, and each time tells more when pointed at', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('hello');
  await ann.reads('hello');
  const day = ann.transcript.locator('.separator').first();
  await expect(day).toHaveText('Today');
  const time = ann.transcript.locator('.message time');
  await time.hover();
  await expect(time).toHaveAttribute('title', /\d{4}.* · (now|\d+ seconds? ago)$/);
  await ann.page.clock.setFixedTime(Date.now() + 24 * 3_600_000);
  await ann.looks('here');
  await expect(day).toHaveText('Yesterday');
});
