import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0', HISTORY_ON_JOIN: '1000' } });

test(
  'find searches all messages of a long transcript, rendered or not',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ben = await httpMember('Ben');
    const needles = new Map([
      [3, 'a needle'],
      [150, 'NEEDLE and needle'],
      [290, 'no *needle*?'],
    ]);
    await ben.says(...Array.from({ length: 300 }, (_, number) => needles.get(number) ?? `hay ${number}`));
    const ann = await person('Ann');
    const { keyboard } = ann.page;
    const field = ann.page.getByRole('searchbox', { name: 'Search the conversation' });
    const status = ann.page.locator('.find-bar').getByRole('status');
    const at = (text: string) => ann.transcript.locator('.row.highlighted').filter({ hasText: text });

    await keyboard.press('Control+f');
    await expect(field).toBeFocused();
    await keyboard.type('Needle');
    await expect(status).toHaveText('3 of 3');
    await expect(at('no needle?'), 'the last match in the viewport or above').toBeInViewport();
    await keyboard.press('Shift+Enter');
    await expect(status).toHaveText('2 of 3');
    await expect(at('NEEDLE and needle')).toBeInViewport({ ratio: 1 });
    const painted = () =>
      ann.page.evaluate(() =>
        [...(CSS.highlights.get('current-match') ?? [])].map((range) =>
          range instanceof Range ? range.toString() : '',
        ),
      );
    expect(await painted()).toEqual(['NEEDLE', 'needle']);
    await ann.page.getByRole('button', { name: 'Previous match' }).click();
    await expect(at('a needle')).toBeInViewport({ ratio: 1 });
    await ben.says('one more needle');
    await expect(status, 'the current match stays').toHaveText('1 of 4');
    expect(await axeViolations(ann.page)).toEqual([]);
    await ann.page.getByRole('button', { name: 'Next match' }).click();
    await expect(status).toHaveText('2 of 4');
    await field.fill('no such thing');
    await expect(status).toHaveText('No matches');
    await field.press('Escape');
    await expect(field).toBeHidden();
    await expect(ann.composer).toBeFocused();
    expect(await ann.page.evaluate(() => CSS.highlights.size)).toBe(0);
  },
);
test(
  'while all rows are rendered Control+F is the browser’s; the menu and /find open the find bar',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
    const ann = await person('Ann');
    await ann.says('hello', 'Hello again');
    await ann.reads('hello', 'Hello again');
    const field = ann.page.getByRole('searchbox', { name: 'Search the conversation' });
    const prevented = await ann.page.evaluateHandle(() => {
      const recorded: boolean[] = [];
      document.addEventListener('keydown', (event) => setTimeout(() => recorded.push(event.defaultPrevented)));
      return recorded;
    });
    await ann.page.keyboard.press('Control+f');
    await expect.poll(async () => (await prevented.jsonValue()).at(-1)).toBe(false);
    await ann.page.getByRole('button', { name: 'Room menu' }).click();
    await ann.page.getByRole('button', { name: 'Search the conversation' }).click();
    await expect(field).toBeFocused();
    await field.press('Escape');
    await ann.says('/find hello');
    await expect(field).toHaveValue('hello');
    await expect(field).toBeFocused();
    await ann.says('/find hello');
    await expect(field, 'an open find bar gets the focus again').toBeFocused();
    await expect(ann.page.locator('.find-bar').getByRole('status')).toHaveText('2 of 2');
  },
);
