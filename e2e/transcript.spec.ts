import { expect, test } from './people.ts';

test('from line to line by keyboard, and back', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('one', 'two', 'three');
  await ann.reads('one', 'two', 'three');
  const row = (text: string) =>
    ann.transcript.locator('.row').filter({ has: ann.page.getByText(text, { exact: true }) });
  const { keyboard } = ann.page;
  await keyboard.press('Shift+Tab');
  await expect(ann.transcript).toBeFocused();
  await keyboard.press('Enter');
  await expect(row('three'), 'the lowest in sight').toBeFocused();
  await expect(row('three').locator('.line')).toHaveClass(/selected/);
  await keyboard.press('ArrowUp');
  await expect(row('two')).toBeFocused();
  await keyboard.press('Home');
  await expect(row('one')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(row('one'), 'above the first there is no line').toBeFocused();
  await keyboard.press('End');
  await keyboard.press('ArrowDown');
  await expect(row('three')).toBeFocused();
  await keyboard.press('Escape');
  await expect(ann.transcript).toBeFocused();
  await expect(ann.transcript.locator('.selected')).toHaveCount(0);
});
