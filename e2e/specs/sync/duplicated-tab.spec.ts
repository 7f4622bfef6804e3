import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';

/** Without Web Locks, as on plain HTTP outside localhost, pages have to ask each other. */
for (const [locks, size] of [
  ['with', {}],
  ['without', IN_LONG_RUN],
] as const) {
  test(
    `a duplicated tab takes neither the draft nor the unsent messages of the original: ${locks} Web Locks`,
    size,
    async ({ person, server, httpMember }) => {
      const ben = await httpMember('Ben');
      const ann = await person('Ann', { as: 'visitor' });
      if (locks === 'without')
        await ann.page.context().addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
      await ann.joins(server.url);
      await ann.says('before');
      await ann.readsConfirmed('before');
      await ann.page.route('**/trpc/send', (route) => {
        const refused = { code: 'BAD_REQUEST', httpStatus: 400, refusal: 'text-invalid', rule: 'too-long', limit: 1 };
        return route.fulfill({ status: 400, json: { error: { message: '', code: -32_600, data: refused } } });
      });
      await ann.says('wrong');
      await expect(ann.transcript.locator('.message.failed .text')).toHaveText('wrong');
      await ann.composer.fill('a draft');

      const duplicate = await ann.duplicatesTab();
      await duplicate.readsConfirmed('before');
      await expect(duplicate.composer).toHaveValue('');
      await expect(duplicate.page.locator('#draft-offer')).toHaveCount(0);
      await ann.page.unroute('**/trpc/send');
      await ann.transcript.getByRole('alert').getByRole('button', { name: 'Edit' }).click();
      await expect(ann.composer).toHaveValue('wrong\na draft');
      await ann.composer.fill('right');
      await ann.composer.press('Enter');
      for (const each of [ann, duplicate]) await each.readsConfirmed('before', 'right');
      await ben.reads('before', 'right');
      await duplicate.says('after');
      for (const each of [ann, duplicate]) await expect(each.messages).toHaveText(['before', 'right', 'after']);

      await ann.composer.fill('another draft');
      await ann.page.reload();
      await ann.isInTheRoom();
      await expect(ann.composer).toHaveValue('another draft');
      await ann.seesMembers('Ann', 'Ben');
    },
  );
}
