import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';

test('from line to line by keyboard, and back', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('one', 'two', 'three');
  await ann.reads('one', 'two', 'three');
  const { keyboard } = ann.page;
  await keyboard.press('Shift+Tab');
  await expect(ann.transcript).toBeFocused();
  await keyboard.press('Enter');
  await expect(ann.row('three'), 'the lowest in sight').toBeFocused();
  await expect(ann.row('three').locator('.message')).toHaveClass(/selected/);
  await keyboard.press('ArrowUp');
  await expect(ann.row('two')).toBeFocused();
  await keyboard.press('Home');
  await expect(ann.row('one')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(ann.row('one'), 'above the first there is no line').toBeFocused();
  await keyboard.press('End');
  await keyboard.press('ArrowDown');
  await expect(ann.row('three')).toBeFocused();
  await keyboard.press('Escape');
  await expect(ann.transcript).toBeFocused();
  await expect(ann.transcript.locator('.selected')).toHaveCount(0);
});

test(
  'who scrolled back is not taken to the end by what is drawn before the page hears of it',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
    const ann = await person('Ann', { browser: { viewport: { width: 1280, height: 300 } } });
    await ann.says('one', 'two', 'three', 'four', 'five');
    await ann.reads('one', 'two', 'three', 'four', 'five');
    const top = await ann.transcript.evaluate(async (list) => {
      list.scrollTop = 0;
      // As from another tab: all rows are drawn anew at once.
      localStorage.setItem('mailroom.settings', '{"clock":"12"}');
      dispatchEvent(new StorageEvent('storage', { key: 'mailroom.settings' }));
      await new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
      return list.scrollTop;
    });
    expect(top).toBe(0);
    await expect(ann.transcript.locator('time').last()).toHaveText(/[ap]m$/);
  },
);
