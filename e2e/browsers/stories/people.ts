import assert from 'node:assert/strict';
import { button, COMPOSER, dialog, rosterItem } from './browser-member.ts';
import { expectApart, expectInWindow } from './layout.ts';
import type { Story } from './story.ts';

/** The roster and the cards of its members. */
export const PEOPLE: readonly Story[] = [
  {
    title: 'the card of a member opens beside them, and mentions them',
    widths: [1280, 390],
    tell: async ({ ann, server, width, httpMember, savePicture }) => {
      const { page } = ann;
      const card = dialog('Ben');
      await httpMember('Ben');
      await httpMember('Cleo');
      await ann.joins(server.url);
      await ann.opensRoster();
      await page.click(rosterItem('Ben'));
      await page.sees({ ...card, text: 'Here since' });
      await expectInWindow(page, card);
      if (width === 1280) await expectApart(page, card, rosterItem('Ben'));
      await expectApart(page, { role: 'button', within: card });
      await savePicture('member card');
      await page.presses('Escape');
      await page.seesNo(card);
      await page.click(rosterItem('Cleo'));
      await page.sees(dialog('Cleo'));
      await page.click(rosterItem('Ben'));
      await page.seesNo(dialog('Cleo'));
      await page.click(button('Mention', card));
      await page.seesNo(card);
      await page.seesValue(COMPOSER, '@Ben ');
      await page.seesFocus(COMPOSER);
    },
  },
  {
    title: 'the card of the last member of a long roster is in the window',
    widths: [1280],
    tell: async ({ ann, server, httpMember, savePicture }) => {
      const { page } = ann;
      for (let number = 10; number < 24; number++) await httpMember(`Guest${number}`);
      await ann.joins(server.url);
      await page.click(rosterItem('Guest23'));
      await page.sees(dialog('Guest23'));
      await expectInWindow(page, dialog('Guest23'));
      await expectApart(page, dialog('Guest23'), rosterItem('Guest23'));
      await savePicture('last member card');
    },
  },
  {
    title: 'messages of an ignored member are collapsed until they are shown',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      await (await httpMember('Ben')).says('one', 'two');
      await ann.joins(server.url);
      await ann.reads('one', 'two');
      await page.click(rosterItem('Ben'));
      await page.click(button('Ignore', dialog('Ben')));
      const summary = { css: '.ignored summary', text: '2 messages from people you ignore' };
      await page.sees(summary);
      await page.presses('Escape');
      assert.deepEqual(await page.parts({ css: '.message .text' }), []);
      await page.click(summary);
      await page.seesTexts({ css: '.message .text' }, 'one', 'two');
    },
  },
];
