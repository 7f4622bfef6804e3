import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';

test.use({ room: 'shared' });

test('the arrow keys move between messages, and Escape leaves them', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('one', 'two', 'three');
  await ann.reads('one', 'two', 'three');
  const { keyboard } = ann.page;
  await keyboard.press('Shift+Tab');
  await expect(ann.transcript).toBeFocused();
  await keyboard.press('Enter');
  await expect(ann.row('three'), 'the last message in the viewport').toBeFocused();
  await expect(ann.row('three').locator('.message')).toHaveClass(/selected/);
  await keyboard.press('ArrowUp');
  await expect(ann.row('two')).toBeFocused();
  await keyboard.press('Home');
  await expect(ann.row('one')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(ann.row('one'), 'nothing is above the first message').toBeFocused();
  await keyboard.press('End');
  await keyboard.press('ArrowDown');
  await expect(ann.row('three')).toBeFocused();
  await keyboard.press('Escape');
  await expect(ann.transcript).toBeFocused();
  await expect(ann.transcript.locator('.selected')).toHaveCount(0);
});

test('rows rendered before the scroll event do not scroll back to the end', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann', { browser: { viewport: { width: 1280, height: 300 } } });
  await ann.says('one', 'two', 'three', 'four', 'five');
  await ann.reads('one', 'two', 'three', 'four', 'five');
  const top = await ann.transcript.evaluate(async (list) => {
    list.scrollTop = 0;
    // As after a change in another tab: all rows render at once.
    localStorage.setItem('mailroom.settings', '{"clock":"12"}');
    dispatchEvent(new StorageEvent('storage', { key: 'mailroom.settings' }));
    await new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
    return list.scrollTop;
  });
  expect(top).toBe(0);
  await expect(ann.transcript.locator('time').last()).toHaveText(/[ap]m$/);
});
