import { violationsInBothSchemes } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

const offer = ({ page }: Person) =>
  page.getByRole('group', { name: 'You didn’t send this before the tab was closed:' });

test(
  'the draft of a closed tab is offered by the next one, once, and that of an open tab is not',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
    const ann = await person('Ann');
    const closed = await ann.opensTab();
    await ann.composer.fill('in an open tab');
    await closed.composer.fill('what I wanted to say');
    await closed.closes();

    const next = await ann.opensTab();
    await expect(offer(next)).toContainText('what I wanted to say');
    await expect(next.composer).toHaveValue('');
    expect(await violationsInBothSchemes(next.page)).toEqual([]);
    const later = await ann.opensTab();
    for (const each of [ann, later]) await expect(offer(each)).toHaveCount(0);
    await next.page.reload();
    await next.composer.fill('first');
    await offer(next).getByRole('button', { name: 'Continue writing' }).focus();
    await next.page.keyboard.press('Enter');
    await expect(next.composer).toHaveValue('what I wanted to say\nfirst');
    await expect(next.composer).toBeFocused();
    await expect(offer(next)).toHaveCount(0);

    await next.crashes();
    const last = await ann.opensTab();
    await expect(offer(last)).toContainText('what I wanted to say first');
    await offer(last).getByRole('button', { name: 'Discard' }).focus();
    await last.page.keyboard.press('Enter');
    await expect(offer(last)).toHaveCount(0);
    await expect(last.composer).toBeFocused();
    for (const each of [ann, last]) {
      await each.page.reload();
      await each.isInTheRoom();
      await expect(offer(each)).toHaveCount(0);
    }
    await expect(ann.composer).toHaveValue('in an open tab');
    await expect(last.composer).toHaveValue('');
  },
);
