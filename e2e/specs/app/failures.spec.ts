import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import { collectPageErrors } from '../../support/page-errors.ts';
import { breaks, repairs } from '../../support/page-faults.ts';

const reportOf = (piece: string) => ({ piece, name: 'TypeError', frames: expect.anything() });

test('an error in a row costs that row only, once', async ({ person, server, httpMember }) => {
  const ben = await httpMember('Ben');
  const ann = await person('Ann', { as: 'visitor' });
  const reports = collectPageErrors(ann.page);
  await breaks(ann.page, 'row');
  await ann.joins(server.url);
  await ben.says('before');
  await ann.reads('before');
  const before = await ann.row('before').elementHandle();
  await ben.says('a poison text', 'after');
  await ann.reads('before', 'after');
  const failed = ann.transcript.locator('.row', { hasText: 'This entry can’t be shown because of an error.' });
  await expect(failed.getByRole('button', { name: 'Reload' })).toBeVisible();
  await ann.says('mine');
  await ann.readsConfirmed('before', 'after', 'mine');
  await expect(failed).toHaveCount(1);
  expect(await before?.evaluate((row) => row.isConnected), 'the other rows were not mounted again').toBe(true);
  await expect.poll(() => reports).toEqual([reportOf('row')]);
  expect(JSON.stringify(reports)).not.toContain('secret');
  expect(JSON.stringify(reports)).toContain('.js:');

  expect(await axeViolations(ann.page)).toEqual([]);
  await ann.composer.fill('a draft');
  await failed.getByRole('button', { name: 'Reload' }).click();
  await ann.isInTheRoom();
  await expect(failed, 'the error persists').toHaveCount(1);
  await expect(ann.composer).toHaveValue('a draft');
  await repairs(ann.page);
  await failed.getByRole('button', { name: 'Reload' }).click();
  await ann.reads('before', 'a poison text', 'after', 'mine');
});

test(
  'a dialog with an error can be closed',
  { tag: [AT_BOTH_WIDTHS.tag, IN_LONG_RUN.tag] },
  async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const reports = collectPageErrors(ann.page);
    await breaks(ann.page, 'dialog');
    await ann.joins(server.url);
    const menu = ann.page.getByRole('button', { name: 'Room menu' });
    const failed = ann.page.getByRole('dialog').filter({ hasText: 'This window can’t be shown because of an error.' });
    for (const item of ['Settings', 'Help']) {
      await menu.click();
      await ann.page.locator('#room-menu').getByRole('button', { name: item }).click();
      await expect(failed.getByRole('button', { name: 'Reload' })).toBeVisible();
      await expect(failed.getByRole('button', { name: 'Close' })).toBeFocused();
      expect(await axeViolations(ann.page)).toEqual([]);
      if (item === 'Help') await ann.page.keyboard.press('Escape');
      else await failed.getByRole('button', { name: 'Close' }).click();
      await expect(failed).toHaveCount(0);
      await expect(menu).toBeFocused();
    }
    await ann.says('still here');
    await ann.readsConfirmed('still here');
    await expect.poll(() => reports).toEqual([reportOf('dialog')]);
  },
);

test(
  'an error in the transcript leaves the composer and the roster',
  IN_LONG_RUN,
  async ({ person, server, httpMember }) => {
    await httpMember('Ben');
    const ann = await person('Ann', { as: 'visitor' });
    const reports = collectPageErrors(ann.page);
    await breaks(ann.page, 'transcript');
    await ann.joins(server.url);
    const notice = ann.page.getByRole('alert').filter({ hasText: 'The conversation can’t be shown' });
    await expect(notice).toBeVisible();
    await ann.seesMembers('Ann', 'Ben');
    await ann.says('sent without a transcript');
    await ann.composer.fill('a draft');
    await expect.poll(() => reports).toEqual([reportOf('transcript')]);
    await repairs(ann.page);
    await notice.getByRole('button', { name: 'Reload' }).click();
    await ann.readsConfirmed('sent without a transcript');
    await expect(ann.composer).toHaveValue('a draft');
  },
);

test('an error in the room keeps what was typed, and is shown even if the strings failed', async ({
  person,
  server,
}) => {
  const jens = await person('Jens', { as: 'visitor', browser: { locale: 'de-DE' } });
  const reports = collectPageErrors(jens.page);
  await jens.page.goto(server.url);
  await jens.page.getByLabel('Dein Spitzname').fill('Jens');
  await jens.page.keyboard.press('Enter');
  const composer = jens.page.getByLabel('Nachricht an alle');
  await expect(composer).toBeFocused();
  await jens.page.route('**/trpc/send', (route) => route.abort());
  await composer.fill('noch nicht gesendet');
  await composer.press('Enter');
  await composer.fill('ein Entwurf');
  await breaks(jens.page, 'strings');
  await jens.page.reload();
  const notice = jens.page.getByRole('alert').filter({ hasText: 'Der Raum kann wegen eines Fehlers nicht angezeigt' });
  await expect(notice).toBeVisible();
  const reloaded = jens.page.waitForEvent('load');
  await notice.getByRole('button', { name: 'Neu laden' }).click();
  await reloaded;
  await expect(notice, 'the error persists').toBeVisible();
  await expect.poll(() => reports).toEqual([reportOf('room'), reportOf('room')]);
  await jens.page.unroute('**/trpc/send');
  await repairs(jens.page);
  await notice.getByRole('button', { name: 'Neu laden' }).click();
  await expect(jens.page.locator('.message[id] .text')).toHaveText(['noch nicht gesendet']);
  await expect(composer).toHaveValue('ein Entwurf');
});

test('an error of the whole page is shown, and a file that does not load is reported', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const reports = collectPageErrors(ann.page);
  await breaks(ann.page, 'lobby');
  await ann.page.goto(server.url);
  const notice = ann.page.getByRole('alert').filter({ hasText: 'Mailroom ran into an error.' });
  await expect(notice).toBeVisible();
  await expect.poll(() => reports).toEqual([reportOf('page')]);
  await repairs(ann.page);
  await ann.page.route('**/assets/room-*.js', (route) => route.abort());
  await notice.getByRole('button', { name: 'Reload' }).click();
  await ann.nicknameField.fill('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByText('didn’t load')).toBeVisible();
  await expect.poll(() => reports.at(-1)).toEqual(reportOf('module'));
});
