import { axeViolations } from '../../support/axe.ts';
import type { TestServer } from '../../support/test-server.ts';
import { AT_BOTH_WIDTHS, expect, PHONE, test } from '../../support/fixtures.ts';
import { httpMember } from '../../support/http-member.ts';

/** Comes in without a page. */
const comesIn = ({ url }: TestServer, nickname: string) =>
  fetch(`${url}trpc/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nickname }),
  });

test(
  'one sees who is writing, until they say it or think better of it, and nothing moves for it',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
    const ann = await person('Ann');
    const [ben, cleo, dora] = [await person('Ben'), await person('Cleo'), await person('Dora')];
    const before = await ann.composer.boundingBox();
    await ben.composer.pressSequentially('hm');
    await expect(ann.typingIndicator).toHaveText('Ben is typing');
    await expect(ben.typingIndicator, 'one knows it of oneself').toHaveText('');
    await Promise.all([cleo, dora].map(({ composer }) => composer.pressSequentially('so')));
    await expect(ann.typingIndicator).toHaveText('Several people are typing');
    await dora.composer.fill('');
    await expect(ann.typingIndicator).toHaveText('Ben and Cleo are typing');
    await ben.composer.press('Enter');
    await ann.reads('hm');
    await expect(ann.typingIndicator).toHaveText('Cleo is typing');
    expect(await ann.composer.boundingBox()).toEqual(before);
    expect(await ann.typingIndicator.evaluate((each) => each.closest('[aria-live], [role=status]'))).toBeNull();
    await expect(ann.typingIndicator, 'who only began has stopped in the end').toHaveText('', { timeout: 12_000 });
  },
);

test('whose page asks for nothing any more is away after a minute, and here again with their next word', async ({
  person,
  server,
}) => {
  test.setTimeout(100_000);
  const ann = await person('Ann');
  const ben = await httpMember('Ben', server.url);
  const cleo = await person('Cleo', { browser: PHONE });
  await cleo.opensRoster();
  const count = ann.page.locator('.roster .count');
  await expect(count).toHaveText('3');
  await expect(count).toHaveText('2 here · 1 away', { timeout: 75_000 });
  for (const each of [ann, cleo]) {
    await expect(each.rosterItem('Ben')).toHaveAccessibleName(/away/);
    expect(await axeViolations(each.page)).toEqual([]);
  }
  await ben.says('I am back');
  await expect(count).toHaveText('3');
  for (const each of [ann, cleo]) await expect(each.rosterItem('Ben')).toHaveAccessibleName('Ben');
});

test(
  'whom one ignores keeps quiet, in all tabs of this browser, until one hears them again',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    const cleo = await person('Cleo');
    const tab = await ann.opensTab();
    await ben.says('one', 'two');
    await ann.reads('one', 'two');
    await ann.opensRoster();
    await ann.rosterItem('Ben').click();
    await ann.page.getByRole('button', { name: 'Ignore' }).click();
    for (const each of [ann, tab]) {
      const quiet = each.transcript.locator('.ignored summary');
      await expect(quiet).toHaveText('2 messages from people you ignore');
      await expect(each.messages.filter({ visible: true })).toHaveCount(0);
    }
    for (const _cardAndRoster of [1, 2]) await ann.page.keyboard.press('Escape');
    await ann.looks('elsewhere');
    await ben.says('@Ann are you there?');
    await cleo.says('hello');
    await ann.reads('hello');
    await expect(ann.page, 'what they say is not new, and nobody is meant').toHaveTitle('(1) Mailroom');
    await ann.looks('here');
    await expect(ann.transcript.locator('.ignored summary')).toHaveText('3 messages from people you ignore');
    await ann.transcript.locator('.ignored summary').click();
    await expect(ann.messages.filter({ visible: true })).toHaveText(['one', 'two', '@Ann are you there?', 'hello']);
    await ann.opensRoster();
    await ann.rosterItem('Ben').click();
    await ann.page.getByRole('button', { name: 'Unignore' }).click();
    for (const each of [ann, tab]) {
      await each.reads('one', 'two', '@Ann are you there?', 'hello');
      await expect(each.transcript.locator('.ignored')).toHaveCount(0);
    }
  },
);

test.describe('without a tail for newcomers', () => {
  test.use({ settings: { HISTORY_ON_JOIN: '0' } });
  test(
    'of each person one finds out since when they are here, and can mention them',
    AT_BOTH_WIDTHS,
    async ({ person, server }) => {
      await comesIn(server, 'Dora');
      const ann = await person('Ann');
      const ben = await person('Ben');
      await ann.seesMembers('Ann', 'Ben', 'Dora');
      await ann.composer.fill('Look,');
      await ann.opensRoster();
      const card = ann.page.getByRole('dialog');
      await ann.rosterItem('Dora').click();
      await expect(card).toContainText('Was here when you joined');
      await ann.rosterItem('Dora').click();
      await expect(card, 'pressed again, it closes').toBeHidden();
      await ann.rosterItem('Dora').click();
      await ann.rosterItem('Ben').click();
      await expect(ann.page.getByRole('dialog', { name: 'Ben' })).toContainText(/Here since \d\d:\d\d/);
      await card.getByRole('button', { name: 'Mention' }).click();
      await expect(ann.composer).toBeFocused();
      await expect(ann.composer).toHaveValue('Look, @Ben ');
      await expect(card).toBeHidden();
      await ann.composer.pressSequentially('there');
      await ann.composer.press('Enter');
      await expect(ben.transcript.locator('.message.mentions-you .text')).toHaveText('Look, @Ben there');
    },
  );
});

test('among many people one finds somebody by a part of their nickname', AT_BOTH_WIDTHS, async ({ person, server }) => {
  const ann = await person('Ann');
  for (let guest = 1; guest <= 24; guest++) {
    await comesIn(server, `Guest${guest}`);
  }
  await ann.opensRoster();
  const field = ann.page.getByRole('searchbox', { name: 'Search people' });
  await field.fill('GUEST2');
  await ann.seesMembers('Guest2', 'Guest20', 'Guest21', 'Guest22', 'Guest23', 'Guest24');
  await expect(ann.page.getByRole('status').filter({ hasText: '6 people found.' })).toBeAttached();
  await field.fill('nobody');
  await expect(ann.page.getByText('No one found.')).toBeVisible();
  await field.fill('');
  await expect(ann.roster).toHaveCount(25);
});

test('the pigeonholes are one stop of the Tab key, with arrows between them', async ({ person, server }) => {
  const ann = await person('Ann');
  for (const nickname of ['Ben', 'Cleo', 'Dora']) await comesIn(server, nickname);
  await ann.seesMembers('Ann', 'Ben', 'Cleo', 'Dora');
  const { keyboard } = ann.page;
  await ann.page.getByRole('button', { name: 'Send' }).focus();
  await keyboard.press('Tab');
  await expect(ann.rosterItem('Ann')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(ann.rosterItem('Cleo')).toBeFocused();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  const card = ann.page.getByRole('dialog', { name: 'Ben' });
  await expect(card).toBeFocused();
  await keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(ann.rosterItem('Ben')).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('@Ben ');
  await expect(ann.composer).toBeFocused();
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const) {
  test(`axe finds no barrier in the card of a person, nor where someone is ignored: ${colorScheme}, ${width} wide`, async ({
    person,
  }) => {
    const browser = { colorScheme, viewport: { width, height: 780 }, reducedMotion: 'reduce' } as const;
    const ann = await person('Ann', { browser });
    const [ben, cleo] = [await person('Ben'), await person('Cleo')];
    await ben.says('one');
    await ann.reads('one');
    await ann.opensRoster();
    await ann.rosterItem('Ben').click();
    await ann.page.getByRole('button', { name: 'Ignore' }).click();
    await expect(ann.rosterItem('Ben')).toContainText('ignored');
    await cleo.composer.pressSequentially('hm');
    await expect(ann.typingIndicator).toHaveText('Cleo is typing');
    expect(await axeViolations(ann.page)).toEqual([]);
  });
}
