import { violationsInBothSchemes } from '../../support/axe.ts';
import { decodeQrCode } from '../../support/decode-qr-code.ts';
import { AT_BOTH_WIDTHS, expect, saveBothPictures, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

const claimDialog = ({ page }: Person, title = 'Invitation to a role') => page.getByRole('dialog', { name: title });
const moderation = ({ page }: Person) => page.getByRole('dialog', { name: 'Moderation' });
const menuItem = ({ page }: Person, name: string) => page.locator('#room-menu').getByRole('button', { name });

const opensMenu = ({ page }: Person) => page.getByRole('button', { name: 'Room menu' }).click();
const opensModeration = async (person: Person) => {
  await opensMenu(person);
  await menuItem(person, 'Moderation').click();
};
const hasNoModeration = async (person: Person) => {
  await opensMenu(person);
  await expect(menuItem(person, 'Settings')).toBeVisible();
  await expect(menuItem(person, 'Moderation')).toHaveCount(0);
  await person.page.keyboard.press('Escape');
};

/** Opens the link of the owner and accepts. */
const becomesOwner = async (person: Person, link: string) => {
  await person.page.goto(link);
  await claimDialog(person).getByRole('button', { name: 'Accept' }).click();
  await expect(claimDialog(person)).toContainText('You are an owner of this room.');
  await claimDialog(person).getByRole('button', { name: 'OK' }).click();
};

/** Creates an invitation and returns its link. */
const invites = async (person: Person, name: string, title: string) => {
  await moderation(person).getByRole('button', { name }).click();
  const link = person.page.getByRole('dialog', { name: title }).locator('.address');
  await expect(link).toContainText('#invite=');
  return link.innerText();
};

test(
  'an owner accepts the link of the start, invites a moderator, and takes the role away again',
  AT_BOTH_WIDTHS,
  async ({ person, server }, testInfo) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.goto(server.ownerLink);
    await expect(claimDialog(ann).getByRole('button', { name: 'Accept' })).toBeVisible();
    // A preview may run the scripts of the page. It presses nothing.
    await ann.page.reload();
    await saveBothPictures(ann.page, (scheme) => testInfo.outputPath(`claim-${scheme}.png`));
    expect(await violationsInBothSchemes(ann.page)).toEqual([]);
    await claimDialog(ann).getByRole('button', { name: 'Accept' }).click();
    await expect(claimDialog(ann)).toContainText('You are an owner of this room.');
    expect(new URL(ann.page.url()).hash, 'nobody shares the link by mistake').toBe('');
    await claimDialog(ann).getByRole('button', { name: 'OK' }).click();
    await ann.joins(server.url);
    await ann.opensRoster();
    await expect(ann.rosterItem('Ann')).toContainText('owner');
    await ann.page.keyboard.press('Escape');

    const ben = await person('Ben');
    await hasNoModeration(ben);
    await opensModeration(ann);
    await expect(moderation(ann).getByRole('listitem')).toHaveText([/Annyou.*Owner.*Here now/]);
    const link = await invites(ann, 'Invite a moderator', 'Link for a new moderator');
    expect(await decodeQrCode(ann.page)).toBe(link);
    await saveBothPictures(ann.page, (scheme) => testInfo.outputPath(`link-${scheme}.png`));
    await ann.page.keyboard.press('Escape');

    const { hash } = new URL(link);
    await ben.page.goto(`${server.url}${hash}`);
    await claimDialog(ben).getByRole('button', { name: 'Accept' }).click();
    await expect(claimDialog(ben)).toContainText('You are a moderator of this room.');
    await claimDialog(ben).getByRole('button', { name: 'OK' }).click();
    await ann.seesSystemMessage('Ben is now a moderator.');
    await ben.seesSystemMessage('is now a moderator.');

    const cleo = await person('Cleo', { as: 'visitor' });
    await cleo.page.goto(`${server.url}${hash}`);
    await claimDialog(cleo).getByRole('button', { name: 'Accept' }).click();
    await expect(claimDialog(cleo).getByRole('alert')).toContainText('has already been used');
    await claimDialog(cleo).getByRole('button', { name: 'Not now' }).click();
    await expect(claimDialog(cleo)).toHaveCount(0);
    expect(new URL(cleo.page.url()).hash).toBe('');

    await opensModeration(ann);
    await expect(moderation(ann).getByRole('listitem')).toHaveText([/Ann/, /Ben.*Moderator.*Here now/]);
    await saveBothPictures(ann.page, (scheme) => testInfo.outputPath(`moderation-${scheme}.png`));
    expect(await violationsInBothSchemes(ann.page)).toEqual([]);
    await moderation(ann).getByRole('button', { name: 'Remove role: Ben' }).click();
    await expect(moderation(ann).getByRole('status')).toHaveText('The role was removed.');
    await expect(moderation(ann).getByRole('listitem')).toHaveText([/Ann/]);
    await ann.page.keyboard.press('Escape');
    await ann.seesSystemMessage('Ben no longer has a role.');
    await ben.seesSystemMessage('no longer has a role.');
    await hasNoModeration(ben);
  },
);

test('a role survives a restart and a rename, and is given up after a question', async ({ person, server }) => {
  await server.stop();
  const data = { DATA_DIR: test.info().outputPath('data') };
  await server.start(data);
  const ann = await person('Ann', { as: 'visitor' });
  await becomesOwner(ann, server.ownerLink);
  await ann.joins(server.url);
  await server.kill();
  await server.start(data);
  expect(server.ownerLink, 'there is an owner').toMatch(/#invite=$/);
  await ann.says('/nick Anna');
  await ann.seesSystemMessage('is now known as Anna.');
  await opensModeration(ann);
  await expect(moderation(ann).getByRole('listitem')).toHaveText([/Annayou/]);
  await moderation(ann).getByRole('button', { name: 'Invite another owner' }).click();
  await expect(ann.page.getByRole('dialog', { name: 'Link for a new owner' })).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await opensModeration(ann);
  await moderation(ann)
    .getByRole('button', { name: /^Withdraw: Owner, Until / })
    .click();
  await expect(moderation(ann).getByRole('status')).toHaveText('The invitation was withdrawn.');
  await moderation(ann).getByRole('button', { name: 'Give up my role' }).click();
  await expect(moderation(ann)).toContainText('You are the only owner.');
  await expect(moderation(ann).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await moderation(ann).getByRole('button', { name: 'Give up my role' }).click();
  await expect(moderation(ann)).toHaveCount(0);
  await ann.seesSystemMessage('no longer has a role.');
  await hasNoModeration(ann);
});

test('an accepted invitation whose answer was lost is accepted after a reload, and by nobody else', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.goto(server.ownerLink);
  await ann.page.route('**/trpc/moderation.claim', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await claimDialog(ann).getByRole('button', { name: 'Accept' }).click();
  await expect(claimDialog(ann).getByRole('alert')).toContainText('Can’t reach the room.');
  await ann.page.unrouteAll();
  const ben = await person('Ben', { as: 'visitor' });
  await ben.page.goto(server.ownerLink);
  await claimDialog(ben).getByRole('button', { name: 'Accept' }).click();
  await expect(claimDialog(ben).getByRole('alert')).toContainText('has already been used');
  await ann.page.reload();
  await claimDialog(ann).getByRole('button', { name: 'Accept' }).click();
  await expect(claimDialog(ann)).toContainText('You are an owner of this room.');
  await expect(claimDialog(ann).getByRole('button', { name: 'OK' })).toBeFocused();
});

test('an invitation is offered in German, and an unreachable room keeps it', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor', browser: { locale: 'de-AT' } });
  await ann.page.goto(server.ownerLink);
  const dialog = claimDialog(ann, 'Einladung zu einer Rolle');
  await expect(dialog).toContainText('Er gilt einmal');
  await ann.page.route('**/trpc/moderation.claim', (route) => route.abort());
  await dialog.getByRole('button', { name: 'Annehmen' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(/nicht erreichbar/);
  await ann.page.unrouteAll();
  await dialog.getByRole('button', { name: 'Annehmen' }).click();
  await expect(dialog).toContainText('Du leitest diesen Raum.');
});
