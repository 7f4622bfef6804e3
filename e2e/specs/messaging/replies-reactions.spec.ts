import { expect, IN_LONG_RUN, PHONE, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';
import { openTouchScreen } from '../../support/touch-screen.ts';

test.use({ room: 'shared' });

const action = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true });

const replies = async (person: Person, to: string, author: string) => {
  await person.hovers(to);
  await action(person, `Reply to message from ${author}`).click();
};

const banner = ({ page }: Person) => page.locator('.composer-banner');

const reference = (person: Person, text: string) => person.row(text).locator('.reply-reference');

const reactions = (person: Person, text: string) =>
  person.row(text).getByRole('list', { name: 'Reactions' }).getByRole('button');

test('a reply shows the author and the first line of its message, and leads there', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('> quoted\n\nsupper at *eight*?', 'or nine');
  await ben.reads('or nine');
  await ben.hovers('or nine');
  await replies(ben, 'or nine', 'Ann');
  await expect(banner(ben)).toContainText('In reply to Ann or nine');
  await expect(ben.composer).toBeFocused();
  await ben.composer.press('Escape');
  await expect(banner(ben)).toHaveCount(0);

  await ben.row('eight').hover({ position: { x: 24, y: 8 } });
  await action(ben, 'Reply to message from Ann').click();
  await ben.composer.fill('eight is fine');
  await ben.page.reload();
  await ben.isInTheRoom();
  await expect(banner(ben), 'after a reload').toContainText('In reply to Ann “quoted”');
  await ben.composer.press('Enter');
  await expect(banner(ben)).toHaveCount(0);
  await ben.says('and I bring bread');

  await ann.readsConfirmed('eight is fine', 'and I bring bread');
  await expect(reference(ann, 'eight is fine')).toHaveText('In reply to Ann “quoted”');
  await expect(reference(ann, 'and I bring bread'), 'the next message is none').toHaveCount(0);
  await expect(ann.row('eight is fine').locator('.mentions-you')).toHaveCount(1);
  await reference(ann, 'eight is fine').getByRole('link').click();
  await expect(ann.row('eight')).toBeFocused();
  expect(new URL(ann.page.url()).hash).toBe('');

  await ann.hovers('eight is fine');
  await action(ann, 'Copy message from Ben').click();
  await ann.row('eight').hover({ position: { x: 24, y: 8 } });
  await action(ann, 'Delete message from Ann').click();
  await action(ann, 'Delete').click();
  await expect(reference(ben, 'eight is fine')).toHaveText('In reply to Ann deleted message');
});

test('a reply to a message that was deleted meanwhile comes back with the reason', IN_LONG_RUN, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('supper?');
  await ben.reads('supper?');
  await replies(ben, 'supper?', 'Ann');
  await ann.hovers('supper?');
  await action(ann, 'Delete message from Ann').click();
  await action(ann, 'Delete').click();
  await expect(banner(ben)).toContainText('deleted message');
  await ben.says('yes');
  const failure = ben.page.getByRole('alert').filter({ hasText: 'no longer here' });
  await expect(failure).toBeVisible();
  await failure.getByRole('button', { name: 'Edit' }).click();
  await expect(ben.composer).toHaveValue('yes');
  await expect(banner(ben)).toHaveCount(0);
  await ben.composer.press('Enter');
  await ann.readsConfirmed('yes');
});

test('a reaction is added, changed and withdrawn, with mouse and keyboard, and shows who reacted', async ({
  person,
}) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('supper?');
  await ben.reads('supper?');
  await ben.hovers('supper?');
  await action(ben, 'React to message from Ann').click();
  await action(ben, 'React with thumbs up').click();
  await expect(reactions(ann, 'supper?')).toHaveText(['👍1']);
  await expect(ann.page.getByRole('status').filter({ hasText: 'Ben reacted to your message with 👍' })).toHaveCount(1);
  await ann.composer.focus();
  await reactions(ann, 'supper?').click();
  await expect(ann.composer).toBeFocused();
  await expect(reactions(ben, 'supper?')).toHaveText(['👍2']);
  await expect(reactions(ben, 'supper?')).toHaveAccessibleName('👍 2, from you, Ann');
  await expect(reactions(ben, 'supper?')).toHaveAttribute('aria-pressed', 'true');

  await ben.transcript.focus();
  await ben.page.keyboard.press('Enter');
  await expect(ben.row('supper?')).toBeFocused();
  await ben.page.keyboard.press('a');
  await expect(action(ben, 'React with thumbs up')).toBeFocused();
  await ben.page.keyboard.press('ArrowRight');
  await ben.page.keyboard.press('Enter');
  await expect(ben.row('supper?')).toBeFocused();
  await expect(reactions(ann, 'supper?')).toHaveText(['👍1', '❤️1']);
  await reactions(ann, 'supper?').first().click();
  await expect(reactions(ben, 'supper?')).toHaveText(['❤️1']);

  await ben.page.reload();
  await ben.isInTheRoom();
  await expect(reactions(ben, 'supper?')).toHaveText(['❤️1']);
  await expect(reactions(ben, 'supper?')).toHaveAccessibleName('❤️ 1, from you');

  await ben.page.keyboard.press('Tab');
  await ben.hovers('supper?');
  await action(ben, 'React to message from Ann').click();
  await action(ben, 'More emoji').click();
  const picker = ben.page.getByRole('dialog', { name: 'React to message from Ann' });
  await picker.getByRole('searchbox').fill('unicorn');
  await expect(picker.getByRole('option')).toHaveCount(1);
  await ben.page.keyboard.press('Enter');
  await expect(picker).toHaveCount(0);
  await expect(reactions(ben, 'supper?')).toHaveText(['🦄1']);
});

test.describe(() => {
  // A browser with a touch screen is changed for good.
  test.use({ room: 'own' });

  test('on a phone the sheet of a message has reactions and who reacted', async ({ person, httpMember }) => {
    const ben = await httpMember('Ben');
    await ben.says('supper?');
    const ann = await person('Ann', { browser: PHONE });
    const touch = await openTouchScreen(ann.page);
    const sheet = ann.page.getByRole('dialog', { name: 'Message from Ben' });
    const opensSheet = async () => {
      await touch.press(ann.row('supper?').locator('.text'));
      await expect(sheet).toBeVisible();
      await touch.release();
    };
    await opensSheet();
    await action(ann, 'React with heart').tap();
    await expect(sheet).toHaveCount(0);
    await expect(reactions(ann, 'supper?')).toHaveText(['❤️1']);
    await opensSheet();
    await expect(action(ann, 'React with heart')).toHaveAttribute('aria-pressed', 'true');
    await expect(sheet.locator('.reaction-names')).toHaveText('❤️ you');
    await action(ann, 'Reply').tap();
    await expect(banner(ann)).toContainText('In reply to Ben supper?');
    await reactions(ann, 'supper?').tap();
    await expect(reactions(ann, 'supper?')).toHaveCount(0);
  });
});
