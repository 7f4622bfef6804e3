import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, PHONE, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use({ room: 'shared' });

const button = (person: Person, name: string) => person.page.getByRole('button', { name, exact: true });
const status = (person: Person) => person.page.locator('#composer-status');

/** Sends messages and waits until they are confirmed. */
const sendsConfirmed = async (person: Person, ...texts: string[]) => {
  await person.says(...texts);
  await expect(person.unconfirmedMessages).toHaveCount(0);
};

test.describe(() => {
  test.use({ room: 'own' });

  test(
    'the up arrow edits the user’s last message, a reload keeps the edit, and everyone reads the new text',
    AT_BOTH_WIDTHS,
    async ({ person }) => {
      const ann = await person('Ann');
      const ben = await person('Ben');
      await sendsConfirmed(ann, 'first', 'Helo');
      await ben.reads('first', 'Helo');
      await ann.composer.press('ArrowUp');
      await expect(ann.composer).toHaveValue('Helo');
      await expect(ann.composer).toHaveAccessibleDescription(/Editing message/);
      expect(await axeViolations(ann.page)).toEqual([]);
      await ann.composer.fill('/');
      await expect(ann.page.getByRole('option'), 'no commands while editing').toHaveCount(0);
      await ann.composer.fill('Hell');
      await ann.page.reload();
      await ann.isInTheRoom();
      await expect(ann.composer).toHaveValue('Hell');
      await ann.composer.press('End');
      await ann.page.keyboard.type('o');
      await expect(ben.typingIndicator).toHaveText('Ann is typing');
      const stopped = ann.page.waitForRequest((each) => /"stopped":true/.test(each.postData() ?? ''));
      await ann.composer.press('Enter');
      await stopped;
      await expect(ben.messages).toHaveText(['first', 'Hello edited']);
      await expect(ben.transcript.locator('.message time', { hasText: 'edited' })).toHaveAttribute('title', /\d{4}/);
      await expect(ann.messages).toHaveText(['first', 'Hello edited']);
      await expect(ann.composer).toHaveValue('');
    },
  );
});

test(
  'a draft is set aside during an edit, and a refused edit comes back with the reason',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
    const ann = await person('Ann');
    await sendsConfirmed(ann, 'one');
    await ann.composer.fill('half a');
    await ann.hovers('one');
    await button(ann, 'Edit message from Ann').click();
    await ann.composer.fill('something else');
    await ann.composer.press('Escape');
    await expect(ann.composer).toHaveValue('half a');
    await ann.page.route('**/trpc/edit', (route) => {
      const refused = { code: 'BAD_REQUEST', httpStatus: 400, refusal: 'too-late', limit: 300_000 };
      return route.fulfill({ status: 400, json: { error: { message: '', code: -32_600, data: refused } } });
    });
    await ann.hovers('one');
    await button(ann, 'Edit message from Ann').click();
    await ann.composer.fill('two');
    await ann.composer.press('Enter');
    await expect(ann.composer).toHaveValue('half a');
    await expect(ann.page.getByRole('alert')).toContainText('Messages can be edited or deleted for 5 minutes.');
    await expect(ann.messages).toHaveText(['one', 'two']);
    expect(await axeViolations(ann.page)).toEqual([]);
    await button(ann, 'Edit').click();
    await expect(ann.composer).toHaveValue('two');
    await ann.page.unrouteAll();
    await ann.composer.press('Enter');
    await expect(ann.messages).toHaveText(['two edited']);
    await expect(ann.composer).toHaveValue('half a');
  },
);

test('on a phone the action sheet edits a message', async ({ person }) => {
  const ann = await person('Ann', { browser: PHONE });
  const ben = await person('Ben');
  await ann.composer.fill('one');
  await button(ann, 'Send').tap();
  await ben.reads('one');
  await button(ann, 'Actions for message from Ann').press('Enter');
  await button(ann, 'Edit').tap();
  await expect(ann.composer).toBeFocused();
  await expect(ann.composer).toHaveValue('one');
  expect((await button(ann, 'Cancel').boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(await axeViolations(ann.page)).toEqual([]);
  await ann.composer.fill('two');
  await button(ann, 'Save').tap();
  await expect(ben.messages).toHaveText('two edited');
});

test.describe(() => {
  test.use({ room: 'own' });

  test('a message is deleted after a confirmation, for newcomers too', AT_BOTH_WIDTHS, async ({ person }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    await sendsConfirmed(ann, 'a secret', 'no secret');
    await ben.reads('a secret', 'no secret');
    await ann.hovers('no secret');
    await button(ann, 'Delete message from Ann').click();
    expect(await axeViolations(ann.page)).toEqual([]);
    await button(ann, 'Cancel').click();
    await expect(ann.composer).toBeFocused();
    await ann.row('a secret').focus();
    await ann.page.keyboard.press('Delete');
    await expect(button(ann, 'Delete')).toBeFocused();
    await ann.page.keyboard.press('Enter');
    await expect(ann.messages).toHaveText(['You deleted this message.', 'no secret']);
    await expect(ben.messages).toHaveText(['Ann deleted this message.', 'no secret']);
    await ben.hovers('no secret');
    await expect(ben.page.getByRole('toolbar')).toBeVisible();
    await ben.messages.first().hover();
    await expect(ben.page.getByRole('toolbar')).toHaveCount(0);
    const cleo = await person('Cleo');
    await expect(cleo.messages).toHaveText(['Ann deleted this message.', 'no secret']);
  });
});

test(
  '/nick changes the nickname everywhere and keeps it after a reload; a taken one is refused',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    await ann.says('/nick Ben');
    await expect(status(ann)).toContainText('That nickname, or one that looks like it, is taken');
    await expect(ann.composer).toHaveValue('/nick Ben');
    await ann.says('/nick Anna');
    await ben.seesSystemMessage('Ann is now known as Anna.');
    await ben.seesMembers('Anna', 'Ben');
    await ann.seesMembers('Anna', 'Ben');
    await ann.page.reload();
    await ann.isInTheRoom();
    await ann.seesMembers('Anna', 'Ben');
    await ann.says('it is me');
    await expect(ben.transcript.locator('.message .message-header .nickname')).toHaveText('Anna');
  },
);

test(
  'a pasted long text can be sent as several messages, which arrive complete and in order',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    const paragraphs = Array.from({ length: 5 }, (_, index) => `${index}: ${'some words and '.repeat(100)}so on.`);
    await ann.page.context().grantPermissions(['clipboard-write']);
    await ann.page.evaluate((text) => navigator.clipboard.writeText(text), paragraphs.join('\n\n'));
    await ann.composer.press('Control+V');
    await expect(status(ann)).toContainText('Too long: 7,553 of 2,000 characters.');
    expect(await axeViolations(ann.page)).toEqual([]);
    await button(ann, 'Keep editing').click();
    await expect(button(ann, 'Send as 5 messages')).toHaveCount(0);
    await ann.composer.press('Enter');
    await button(ann, 'Send as 5 messages').click();
    await ben.reads(...paragraphs);
    await expect(ann.composer).toHaveValue('');
    await expect(ann.composer).toBeFocused();
  },
);
