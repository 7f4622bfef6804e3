import { axeViolations } from '../../support/axe.ts';
import { copiesSelection } from '../../support/copied-text.ts';
import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';

test.use({ room: 'shared' });

test('consecutive messages of one author share a visible name', AT_BOTH_WIDTHS, async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ben.says('one', 'two');
  await ann.reads('one', 'two');
  await ann.says('three');
  await ben.reads('three');
  await ben.says('four');
  await ann.reads('one', 'two', 'three', 'four');
  const heads = ann.transcript.locator('.message .message-header .nickname');
  await expect(heads, 'a screen reader gets the name of every message').toHaveText(['Ben', 'Ben', 'Ann you', 'Ben']);
  await expect(ann.transcript.locator('.message.continued .text')).toHaveText(['two']);
  const room = await ann.transcript.boundingBox();
  const hidden = await ann.transcript
    .locator('.message.continued .nickname')
    .evaluate((each) => getComputedStyle(each).clipPath);
  expect(hidden).toContain('inset(50%)');
  const isCovered = await ann.transcript.locator('.message.continued').evaluate((message) => {
    const { right, top } = message.getBoundingClientRect();
    return document.elementFromPoint(right - 30, top + 8)?.closest('.message-header') !== null;
  });
  expect(isCovered, 'the hidden header does not cover the text').toBe(false);
  for (const message of await ann.transcript.locator('.message').all()) {
    expect((await message.boundingBox())?.width).toBeLessThanOrEqual(room?.width ?? 0);
  }
});

test('a sent message does not move when it is confirmed', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('one');
  await ann.reads('one');
  await expect(ann.unconfirmedMessages).toHaveCount(0);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await ann.page.route('**/trpc/send', async (route) => {
    await held;
    await route.continue();
  });
  await ann.says('two');
  const message = ann.transcript.locator('.message .text').filter({ hasText: 'two' });
  await expect(ann.unconfirmedMessages).toHaveText(['two']);
  const before = await message.boundingBox();
  release();
  await expect(ann.unconfirmedMessages).toHaveCount(0);
  expect(await message.boundingBox()).toEqual(before);
});

test(
  'joins and leaves are collapsed into one summary that expands',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember, httpMembers }) => {
    const ann = await person('Ann');
    await ann.says('Who joins?');
    await ann.readsConfirmed('Who joins?');
    const ben = await httpMember('Ben');
    await httpMembers('Cleo', 'Dora', 'Emil');
    await ben.leaves();
    await ann.seesSystemMessage('Ben left');
    const summary = ann.transcript.locator('.membership').last();
    await expect(summary.locator('summary')).toHaveText('Cleo, Dora and Emil joined. Ben joined and left.');
    await expect(summary.locator('.system-message').first()).toBeHidden();
    await summary.locator('summary').click();
    await expect(summary.locator('.system-message')).toHaveText([/joined/, /joined/, /joined/, /joined/, /Ben left/]);
    await expect(summary.locator('.system-message').first()).toBeVisible();
  },
);

test(
  'a separator marks the messages that arrived while away, until the user sends a message',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    await ben.says('seen');
    await ann.reads('seen');
    const separator = ann.transcript.getByText('New messages');
    const icon = ann.page.locator('link[rel="icon"]');
    await ann.looks('elsewhere');
    await ben.says('new', 'newer');
    await expect(icon).toHaveAttribute('href', '/icon-unread.svg');
    await expect(ann.page).toHaveTitle('(2) Mailroom');
    await ann.looks('here');
    await expect(ann.page).toHaveTitle('Mailroom');
    await expect(icon).toHaveAttribute('href', '/icon.svg');
    await expect(separator).toBeVisible();
    const rows = await ann.transcript.locator('.message, .separator').allInnerTexts();
    expect(rows.map((row) => row.split('\n').at(-1)).slice(-4)).toEqual(['seen', 'New messages', 'new', 'newer']);
    await ben.says('and more');
    await ann.reads('new', 'newer', 'and more');
    await expect(separator, 'messages that arrive in view do not move it').toHaveCount(1);
    await ann.says('I see');
    await expect(separator).toHaveCount(0);
  },
);

test('a mention is highlighted for the mentioned member only', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.says('hello @ann, is `@ann` here?', 'write to x@ann.example');
  await ann.reads('hello @ann, is @ann here?');
  await expect(ann.transcript.locator('mark')).toHaveText(['@ann']);
  await expect(ann.transcript.locator('.message.mentions-you')).toHaveCount(1);
  await expect(ben.transcript.locator('mark, .message.mentions-you')).toHaveCount(0);
});

test('a mention without spaces is highlighted, until someone with a longer nickname joins', async ({
  person,
  httpMember,
}) => {
  const ken = await person('ken');
  const ben = await httpMember('Ben');
  await ben.says('请@kenさん看', '＠ben看');
  await ken.reads('请@kenさん看', '＠ben看');
  await expect(ken.transcript.locator('mark')).toHaveText(['@ken']);
  await expect(ken.transcript.locator('.mention')).toHaveText(['@ken', '＠ben']);
  await httpMember('kenさん');
  await expect(ken.transcript.locator('.mention')).toHaveText(['@kenさん', '＠ben']);
  await expect(ken.transcript.locator('mark, .message.mentions-you')).toHaveCount(0);
});

test(
  'markup is formatted without its markers, which a setting shows',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    await ben.says(
      '*really* **so** ~~not~~ and `npm ci`',
      '```js\nif (a < b) {\n  return;\n}\n```\nthere',
      '> one\n> > two\n\nthree',
      '- a\n  1. b\n- c',
    );
    await ann.reads('really so not and npm ci');
    const { transcript } = ann;
    await expect(transcript.locator('em')).toHaveText('really');
    await expect(transcript.locator('strong')).toHaveText('so');
    await expect(transcript.locator('del')).toHaveText('not');
    await expect(transcript.locator('code')).toHaveText(['npm ci', 'if (a < b) {\n  return;\n}\n'], {
      useInnerText: false,
    });
    await expect(transcript.locator('blockquote blockquote')).toHaveText('two');
    await expect(transcript.locator('ul > li > ol > li')).toHaveText('b');
    const scroller = await transcript.evaluate((list) => list.scrollWidth - list.clientWidth);
    expect(scroller, 'nothing overflows').toBe(0);
    expect(await axeViolations(ann.page)).toEqual([]);
    await ben.says('/me waves to @Ann');
    await ann.reads('* Ben waves to @Ann');

    await ann.page.getByRole('button', { name: 'Room menu' }).click();
    await ann.page.getByRole('button', { name: 'Settings' }).click();
    await ann.page.getByRole('group', { name: 'Formatting characters' }).getByRole('radio', { name: 'Show' }).check();
    await ann.page.keyboard.press('Escape');
    await ann.reads('*really* **so** ~~not~~ and `npm ci`', '> one\n> > two\n\nthree', '- a\n  1. b\n- c');
    await expect(transcript.locator('em, strong, del, code, blockquote, ul, ol ol')).toHaveCount(0);
  },
);

test('what is selected is copied with its markers', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  const texts = ['so **very *nice*** here', '> one\n> two\n\n```js\nlet a;\n```\nafter'];
  await ben.says(...texts);
  await ann.reads('so very nice here');
  const copies = async (select: () => Promise<void>) => {
    await select();
    return copiesSelection(ann);
  };
  /** Selects from the start of the first element to the end of the second. */
  const select = (from: string, to: string) => () =>
    ann.transcript.evaluate(
      (list, selectors) => {
        const [start, end] = selectors.map((selector) => list.querySelector(selector));
        if (start && end) getSelection()?.setBaseAndExtent(start, 0, end, end.childNodes.length);
      },
      [from, to],
    );
  await ann.transcript.click({ position: { x: 5, y: 5 } });
  expect(await copies(select('em', 'em'))).toBe('*nice*');
  expect(await copies(select('strong', 'strong'))).toBe('**very *nice***');
  expect(await copies(select('.row:has(em) .text', '.row:has(em) .text'))).toBe(texts[0]);
  expect(await copies(select('.row:has(pre) .text', '.row:has(pre) .text'))).toBe(texts[1]);
  expect(await copies(select('pre code', 'pre code')), 'code is copied by the browser').toBe('');
  await ann.composer.press('ControlOrMeta+v');
  await expect(ann.composer).toHaveValue(/^let a;\n?$/);
  const both = await copies(select('.row:has(em) .text', '.row:has(pre) .text'));
  expect(both).toMatch(/^so \*\*very \*nice\*\*\* here\n\nBen \d\d:\d\d\n> one/);
  expect(both).toContain(texts[1]);
  await ann.composer.fill('in the **field**');
  await ann.composer.selectText();
  expect(await copies(async () => {}), 'the page leaves text fields alone').toBe('');
});

test(
  'the code of a block is copied by its button, with mouse, keyboard and touch',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
    const ann = await person('Ann');
    await ann.composer.fill('```\nlet a;\n\nlet b;\n```');
    await ann.composer.press('Enter');
    const button = ann.transcript.locator('.message:not(.pending)').getByRole('button', { name: 'Copy code' });
    const pasted = async () => {
      await ann.composer.fill('');
      await ann.composer.press('ControlOrMeta+v');
      return ann.composer.inputValue();
    };
    await button.click();
    await expect(ann.page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
    expect(await pasted()).toBe('let a;\n\nlet b;');
    await button.focus();
    await expect(button).toHaveCSS('opacity', '1');
    await ann.page.keyboard.press('Enter');
    expect(await pasted()).toBe('let a;\n\nlet b;');
  },
);

test('a message of emoji only is large', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('🎉 👨‍👩‍👧', 'party 🎉');
  await ann.reads('🎉 👨‍👩‍👧', 'party 🎉');
  for (const [index, size] of ['32px', '16px'].entries()) {
    await expect(ann.messages.nth(index)).toHaveCSS('font-size', size);
  }
});

test.describe(() => {
  test.use({ room: 'own' });

  test('each day has a separator, and a time shows its details on hover', AT_BOTH_WIDTHS, async ({ person }) => {
    const ann = await person('Ann');
    await ann.says('hello');
    await ann.reads('hello');
    const day = ann.transcript.locator('.separator').first();
    await expect(day).toHaveText('Today');
    const time = ann.transcript.locator('.message time');
    await time.hover();
    await expect(time).toHaveAttribute('title', /\d{4}.* · (now|\d+ seconds? ago)$/);
    const tomorrow = new Date(Date.now() + 24 * 3_600_000).toUTCString();
    await ann.page.route('**/trpc/*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), date: tomorrow } });
    });
    // The wait in flight has the date of today. It ends with this message.
    await ann.says('hello again');
    await ann.readsConfirmed('hello', 'hello again');
    await ann.says('and again');
    await expect(day).toHaveText('Yesterday');
  });

  for (const [what, offByHours] of [
    ['ahead', 30],
    ['behind', -30],
  ] as const) {
    test(`all times are right on a computer whose clock is ${what}, and is set during the visit`, async ({
      person,
      server,
    }) => {
      const now = Date.now();
      const ann = await person('Ann', { as: 'visitor' });
      await ann.page.clock.install({ time: now + offByHours * 3_600_000 });
      await ann.page.goto(server.url);
      await expect(ann.page.locator('.postmark')).toContainText(new RegExp(`^${new Date(now).getDate()}·`));
      await ann.joins(server.url);
      await ann.says('hello');
      await ann.reads('hello');
      const day = ann.transcript.locator('.separator').first();
      const time = ann.transcript.locator('.message time');
      const expectRightTimes = async () => {
        await expect(day).toHaveText('Today');
        await ann.composer.hover();
        await time.hover();
        await expect(time).toHaveAttribute('title', /\d{4}.* · (now|\d+ seconds? ago)$/);
        await ann.rosterItem('Ann').click();
        await expect(ann.page.getByRole('dialog').locator('time'), 'today needs no date').toHaveText(/^\d\d:\d\d$/);
        await ann.page.keyboard.press('Escape');
      };
      await expectRightTimes();
      await ann.page.clock.setSystemTime(now - 2 * offByHours * 3_600_000);
      await ann.looks('here');
      await expectRightTimes();
      await ann.composer.press('ArrowUp');
      await expect(ann.composer, 'the message is new enough to be edited').toHaveValue('hello');
    });
  }
});
