import { button, COMPOSER, dialog, row, rosterItem } from './browser-member.ts';
import { expectInWindow } from './layout.ts';
import type { Story } from './story.ts';

/** Stories of what works in another way on a phone. */
export const PHONE: readonly Story[] = [
  {
    title: 'a long press opens the actions of a message',
    widths: [390],
    tell: async ({ ann, server, httpMember, savePicture }) => {
      const { page } = ann;
      const sheet = dialog('Message from Ben');
      await (await httpMember('Ben')).says('at six?', 'or at seven?');
      await ann.joins(server.url);
      await ann.reads('at six?', 'or at seven?');
      await page.pressesUntil(row('at six?'), { ...sheet, text: 'at six?' }, { x: 100, y: 12 });
      await expectInWindow(page, sheet);
      await savePicture('action sheet');
      await page.click(button('Mention', sheet));
      await page.seesNo(sheet);
      await page.seesValue(COMPOSER, '@Ben ');
      await page.seesFocus(COMPOSER);
    },
  },
  {
    title: 'the roster opens as a sheet, and a press elsewhere closes it',
    widths: [390],
    tell: async ({ ann, server, httpMember, savePicture }) => {
      const { page } = ann;
      const roster = { css: '#roster' };
      await httpMember('Ben');
      await ann.joins(server.url);
      await page.seesNo(roster);
      await page.click(button('2 here'));
      await page.sees(rosterItem('Ben'));
      await expectInWindow(page, roster);
      await savePicture('roster');
      await page.click({ role: 'log' }, { x: 10, y: 300 });
      await page.seesNo(roster);
      await page.click(button('2 here'));
      await page.sees(roster);
      await page.click(button('2 here'));
      await page.seesNo(roster);
    },
  },
];
