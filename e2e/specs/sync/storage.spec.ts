import { expect, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use({ room: 'shared' });

/** Lets the storage of a page refuse every new value, until the page is loaded again. */
const fillStorage = ({ page }: Person) =>
  page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });

test('a page that cannot store unsent messages says so until they are sent, and keeps what else it could not store', async ({
  person,
  httpMember,
}) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  const warning = ann.page.getByRole('status').filter({ hasText: 'This browser can’t store your unsent messages.' });
  await ann.composer.fill('old');
  await fillStorage(ann);
  await ann.page.route('**/trpc/send', (route) => route.abort());
  await ann.says('one', 'two');
  await expect(warning).toBeVisible();
  await ann.composer.fill('a draft');
  await ann.page.getByRole('button', { name: 'Room menu' }).click();
  await ann.page.getByRole('button', { name: 'Settings' }).click();
  for (const name of ['Dark', 'Compact']) await ann.page.getByRole('radio', { name, exact: true }).check();
  await expect(ann.page.locator('html[data-theme=dark][data-density=compact]')).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await ann.page.unroute('**/trpc/send');
  await ann.readsConfirmed('one', 'two');
  await ben.reads('one', 'two');
  await expect(warning).toBeHidden();

  await ann.leaves();
  await ann.isInTheLobby();
  await ann.page.getByRole('button', { name: 'Join' }).click();
  await ann.isInTheRoom();
  await expect(ann.composer).toHaveValue('a draft');
});
