import type { Person } from './person.ts';

/** Copies what is selected by its shortcut. Returns the text that the page puts on the clipboard; empty if it leaves that to the browser. */
export const copiesSelection = async ({ page }: Person): Promise<unknown> => {
  await page.evaluate(() => {
    const copied = new Promise((resolve) => {
      addEventListener('copy', ({ clipboardData }) => resolve(clipboardData?.getData('text/plain')), { once: true });
    });
    Object.assign(window, { copied: () => copied });
  });
  await page.keyboard.press('ControlOrMeta+c');
  return page.evaluate(() => {
    const read: unknown = Reflect.get(window, 'copied');
    return typeof read === 'function' ? Promise.resolve<unknown>(read()) : 'nothing was copied';
  });
};
