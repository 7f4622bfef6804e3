import { randomUUID } from 'node:crypto';
import { digest, fixedLimits } from '@mailroom/shared';
import { axeViolations, violationsInBothSchemes } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, PHONE, test } from '../../support/fixtures.ts';

test.use({ room: 'shared' });

test.describe(() => {
  test.use({ room: 'own' });

  test(
    'the typing indicator names the typing members until they send or clear, and moves nothing',
    AT_BOTH_WIDTHS,
    async ({ person, server, httpMember }) => {
      const ann = await person('Ann');
      const ben = await person('Ben');
      const [cleo, dora] = [await httpMember('Cleo'), await httpMember('Dora')];
      await server.stopClock();
      const before = await ann.composer.boundingBox();
      await ben.composer.pressSequentially('hm');
      await expect(ann.typingIndicator).toHaveText('Ben is typing');
      await expect(ben.typingIndicator, 'the user’s own name is left out').toHaveText('');
      await Promise.all([cleo, dora].map((each) => each.types()));
      await expect(ann.typingIndicator).toHaveText('Several people are typing');
      await dora.stopsTyping();
      await expect(ann.typingIndicator).toHaveText('Ben and Cleo are typing');
      await ben.composer.press('Enter');
      await ann.reads('hm');
      await expect(ann.typingIndicator).toHaveText('Cleo is typing');
      expect(await ann.composer.boundingBox()).toEqual(before);
      expect(await ann.typingIndicator.evaluate((each) => each.closest('[aria-live], [role=status]'))).toBeNull();
      await server.advanceClock(fixedLimits.typingMs);
      await expect(ann.typingIndicator, 'it expires').toHaveText('');
    },
  );
});

test.describe(() => {
  test.use({ room: 'own' });

  test(
    'a member without requests is away after a minute, and back with their next message',
    IN_LONG_RUN,
    async ({ person, server, httpMember }) => {
      const ann = await person('Ann');
      const ben = await httpMember('Ben');
      const cleo = await person('Cleo', { browser: PHONE });
      await cleo.opensRoster();
      const count = ann.page.locator('.roster .count');
      await expect(count).toHaveText('3 here');
      await server.advanceClock(fixedLimits.awayAfterMs);
      await expect(count).toHaveText('3 here · 1 away');
      for (const each of [ann, cleo]) {
        await expect(each.rosterItem('Ben')).toHaveAccessibleName(/away/);
        expect(await axeViolations(each.page)).toEqual([]);
      }
      await ben.says('I am back');
      await expect(count).toHaveText('3 here');
      for (const each of [ann, cleo]) await expect(each.rosterItem('Ben')).toHaveAccessibleName('Ben');
    },
  );
});

test(
  'messages of ignored members are collapsed in all tabs of the browser until they are unignored',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    const cleo = await httpMember('Cleo');
    const tab = await ann.opensTab();
    await ben.says('one', 'two');
    await ann.reads('one', 'two');
    await ann.opensRoster();
    await ann.rosterItem('Ben').click();
    await ann.page.getByRole('button', { name: 'Ignore' }).click();
    for (const each of [ann, tab]) {
      const collapsed = each.transcript.locator('.ignored summary');
      await expect(collapsed).toHaveText('2 messages from people you ignore');
      await expect(each.messages.filter({ visible: true })).toHaveCount(0);
    }
    for (const _cardThenRoster of [1, 2]) await ann.page.keyboard.press('Escape');
    await ann.looks('elsewhere');
    await ben.says('@Ann are you there?');
    const clientMsgId = randomUUID();
    await cleo.call('send', { text: 'hello', clientMsgId });
    for (const each of [ben, cleo]) {
      const reaction = { targetMutationId: digest(clientMsgId), emoji: '👍', clientMsgId: randomUUID() };
      await each.call('react', reaction);
    }
    await ann.reads('hello');
    const reaction = ann.row('hello').getByRole('list', { name: 'Reactions' }).getByRole('button');
    await expect(reaction).toHaveText('👍1');
    await expect(reaction).toHaveAccessibleName('👍 1, from Cleo');
    await expect(reaction).toHaveAttribute('title', 'Cleo');
    await expect(ann.page, 'messages and mentions of ignored members do not count').toHaveTitle('(1) Mailroom');
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
    await expect(reaction).toHaveText('👍2');
  },
);

test.describe('without history for newcomers', () => {
  test.use({ room: 'own', settings: { HISTORY_ON_JOIN: '0' } });
  test(
    'a member card shows when the member joined, and can mention them',
    AT_BOTH_WIDTHS,
    async ({ person, httpMember }) => {
      await httpMember('Dora');
      const ann = await person('Ann');
      const ben = await person('Ben');
      await ann.seesMembers('Ann', 'Ben', 'Dora');
      await ann.composer.fill('Look,');
      await ann.opensRoster();
      const card = ann.page.getByRole('dialog');
      await ann.rosterItem('Dora').click();
      await expect(card).toContainText('Was here when you joined');
      await ann.rosterItem('Dora').click();
      await expect(card, 'a second click closes it').toBeHidden();
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

test(
  'the roster of a large room can be searched by a part of a nickname',
  AT_BOTH_WIDTHS,
  async ({ person, httpMembers }) => {
    const ann = await person('Ann');
    await httpMembers(...Array.from({ length: 24 }, (_, index) => `Guest${index + 1}`));
    await ann.opensRoster();
    const field = ann.page.getByRole('searchbox', { name: 'Search people' });
    await field.fill('GUEST2');
    await ann.seesMembers('Guest2', 'Guest20', 'Guest21', 'Guest22', 'Guest23', 'Guest24');
    await expect(ann.page.getByRole('status').filter({ hasText: '6 people found.' })).toBeAttached();
    await field.fill('nobody');
    await expect(ann.page.getByText('No one found.')).toBeVisible();
    await field.fill('');
    await expect(ann.roster).toHaveCount(25);
  },
);

test('the roster is one tab stop, with arrow keys between its items', async ({ person, httpMembers }) => {
  const ann = await person('Ann');
  await httpMembers('Ben', 'Cleo', 'Dora');
  await ann.seesMembers('Ann', 'Ben', 'Cleo', 'Dora');
  const { keyboard } = ann.page;
  await ann.page.getByRole('button', { name: 'Send' }).focus();
  await keyboard.press('Tab');
  await expect(ann.page.getByRole('button', { name: 'Invite', exact: true })).toBeFocused();
  await keyboard.press('Tab');
  await expect(ann.rosterItem('Ann')).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(ann.rosterItem('Cleo')).toBeFocused();
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

test(
  'member card, ignored member and typing indicator pass axe, in light and dark',
  IN_LONG_RUN,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const [ben, cleo] = [await httpMember('Ben'), await httpMember('Cleo')];
    await ben.says('one');
    await ann.reads('one');
    for (const width of [1280, 390]) {
      await ann.page.setViewportSize({ width, height: 780 });
      await ann.opensRoster();
      await ann.rosterItem('Ben').click();
      await ann.page.getByRole('button', { name: width === 1280 ? 'Ignore' : 'Unignore' }).click();
      if (width === 390) await ann.page.getByRole('button', { name: 'Ignore' }).click();
      await expect(ann.rosterItem('Ben')).toContainText('ignored');
      await cleo.types();
      await expect(ann.typingIndicator).toHaveText('Cleo is typing');
      expect(await violationsInBothSchemes(ann.page)).toEqual([]);
    }
  },
);
