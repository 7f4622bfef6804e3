import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';

const GERMAN = { locale: 'de-DE' } as const;

test('a German browser gets the page in German', AT_BOTH_WIDTHS, async ({ person, server, httpMember }) => {
  const ann = await httpMember('Ann');
  const jens = await person('Jens', { as: 'visitor', browser: GERMAN });
  await jens.page.goto(server.url);
  await expect(jens.page.locator('html')).toHaveAttribute('lang', 'de');
  await jens.page.getByLabel('Dein Spitzname').fill('Jens Meier');
  await jens.page.getByRole('button', { name: 'Beitreten' }).click();
  await expect(jens.page.getByRole('alert')).toHaveText(/Nur Buchstaben und Ziffern/);
  await jens.page.getByLabel('Dein Spitzname').fill('Jens');
  await jens.page.keyboard.press('Enter');
  await expect(jens.page.getByRole('status').filter({ hasText: 'Verbunden' })).toBeVisible();
  await expect(jens.page.locator('.system-message').filter({ hasText: 'Jens du ist beigetreten.' })).toBeVisible();
  await expect(jens.page.getByText('Heute', { exact: true })).toBeVisible();
  await jens.page.getByLabel('Nachricht an alle').fill('/tanzt');
  await jens.page.getByRole('button', { name: 'Senden' }).click();
  await expect(jens.page.locator('#composer-status')).toContainText('Unbekannter Befehl /tanzt.');
  await jens.page.getByLabel('Nachricht an alle').fill('Guten Tag!');
  await jens.page.keyboard.press('Enter');
  await ann.reads('Guten Tag!');
  const other = await jens.page.context().newPage();
  await other.goto(server.url);
  await expect(other.getByRole('status').filter({ hasText: 'Verbunden' })).toBeVisible();
  await other.getByRole('button', { name: 'Raummenü' }).click();
  await other.getByRole('button', { name: 'Raum verlassen' }).click();
  await expect(jens.page.getByText('Du hast den Raum in einem anderen Fenster verlassen.')).toBeVisible();
});

test('the page falls back to English if another language does not load', IN_LONG_RUN, async ({ person, server }) => {
  const jens = await person('Jens', { as: 'visitor', browser: GERMAN });
  await jens.page.route('**/assets/de-*.js', (route) => route.abort());
  await jens.joins(server.url);
  await expect(jens.page.locator('html')).toHaveAttribute('lang', 'en');
  await jens.says('Guten Tag!');
  await jens.reads('Guten Tag!');
});
