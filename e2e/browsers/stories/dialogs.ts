import assert from 'node:assert/strict';
import type { BrowserPage } from '../page/browser-page.ts';
import type { Query } from '../page/find-parts.ts';
import { button, COMPOSER, dialog } from './browser-member.ts';
import { expectApart, expectInWindow } from './layout.ts';
import type { Story } from './story.ts';

const radio = (group: string, name: string): Query => ({ role: 'radio', name, within: { role: 'group', name: group } });

/** Expects that each group of settings has its legend and its options in its box, and that no two groups overlap. */
const expectGroupsLaidOut = async (page: BrowserPage) => {
  const problems = await page.evaluate(() =>
    [...document.querySelectorAll('dialog fieldset')].flatMap((group) => {
      const outer = group.getBoundingClientRect();
      const title = group.querySelector('legend');
      const [legend, options] = [title, group.querySelector('.options')].map((piece) => piece?.getBoundingClientRect());
      if (!title || !legend || !options) return ['a piece is missing'];
      if (title.scrollWidth > title.clientWidth) return [`“${title.textContent}” is too wide`];
      const isInside = [legend, options].every(
        ({ left, right, top, bottom }) =>
          left >= outer.left - 1 && right <= outer.right + 1 && top >= outer.top - 1 && bottom <= outer.bottom + 1,
      );
      const isBeside = legend.right <= options.left + 1 && legend.top < options.bottom && legend.bottom > options.top;
      const isAbove = legend.bottom <= options.top + 1;
      const isRight = isInside && (innerWidth > 480 ? isBeside : isAbove) && options.height < 100;
      return isRight ? [] : [JSON.stringify({ group: group.textContent, outer, legend, options })];
    }),
  );
  assert.deepEqual(problems, []);
  await expectApart(page, { role: 'group', within: { role: 'dialog' } });
};

/** Stories of dialogs and menus. */
export const DIALOGS: readonly Story[] = [
  {
    title: 'the settings are laid out, and change theme and language at once',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      await ann.joins(server.url);
      await page.types('half a sen');
      await ann.chooses('Settings');
      await expectGroupsLaidOut(page);
      await savePicture('settings');
      const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const light = await background();
      await page.click(radio('Theme', 'Dark'));
      await page.sees(radio('Theme', 'Dark'), (parts) => parts[0]?.isChecked === true);
      assert.notEqual(await background(), light);
      await page.click(radio('Language', 'Deutsch'));
      await page.sees(dialog('Einstellungen'));
      await expectGroupsLaidOut(page);
      await savePicture('German settings in dark');
      await page.presses('Escape');
      await page.seesNo(dialog('Einstellungen'));
      await page.seesFocus(button('Raummenü'));
      await page.sees(button('Senden'));
      await page.seesValue({ role: 'textbox', name: 'Nachricht an alle' }, 'half a sen');
      await savePicture('dark room');
    },
  },
  {
    title: 'the lobby has the settings too',
    widths: [1280],
    tell: async ({ ann, server }) => {
      const { page } = ann;
      await ann.visits(server.url);
      await page.click(button('Settings'));
      await page.click(radio('Language', 'Deutsch'));
      await page.click(button('Schließen', dialog('Einstellungen')));
      await page.sees({ role: 'button', name: 'Beitreten' });
    },
  },
  {
    title: 'the menu opens at its button, and a press elsewhere closes it',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      const menu = { css: '#room-menu' };
      await ann.joins(server.url);
      await page.click(button('Room menu'));
      const [opened] = await page.sees(menu);
      await expectInWindow(page, menu);
      await savePicture('menu');
      const [toggle] = await page.sees(button('Room menu'));
      const distance = Math.abs((opened?.box.top ?? 0) - (toggle?.box.bottom ?? 0));
      assert.ok(distance <= 24, `the menu is ${distance} px from its button`);
      await page.click({ css: '.connection' });
      await page.seesNo(menu);
      await page.click(button('Room menu'));
      await page.sees(menu);
      await page.presses('Escape');
      await page.seesNo(menu);
      await page.seesFocus(button('Room menu'));
    },
  },
  {
    title: 'the invitation shows the address and its QR code',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      const invitation = dialog('Invite people');
      await ann.joins(server.url);
      await page.click(button('Invite people'));
      await page.sees({ ...invitation, text: server.networkUrl });
      const [code] = await page.sees({ role: 'img', name: `QR code for ${server.networkUrl}`, within: invitation });
      const { left = 0, right = 0, top = 0, bottom = 0 } = code?.box ?? {};
      assert.ok(right - left > 100 && Math.abs(right - left - (bottom - top)) <= 1, JSON.stringify(code?.box));
      await expectInWindow(page, invitation);
      await savePicture('invitation');
      await page.click(button('Close', invitation));
      await page.seesNo(invitation);
      await page.click(button('Invite'));
      await page.sees(invitation);
      await page.presses('Escape');
      await page.seesNo(invitation);
    },
  },
  {
    title: 'the help opens by command and by key',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      const help = dialog('Help');
      await ann.joins(server.url);
      await ann.says('/help');
      await page.sees({ ...help, text: 'Commands and formatting' });
      await expectInWindow(page, help);
      await savePicture('help');
      await page.click(button('Close', help));
      await page.seesNo(help);
      await page.seesFocus(COMPOSER);
      await page.presses('Shift+Tab', '?');
      await page.sees(help);
      await page.presses('Escape');
      await page.seesNo(help);
    },
  },
  {
    title: 'an owner accepts the link of the start, and invites a moderator',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      // Another story may have accepted the link.
      await server.stop();
      await server.start();
      await page.window.open(server.ownerLink);
      await page.sees(dialog('Invitation to a role'));
      await expectInWindow(page, button('Accept'));
      await savePicture('invitation to a role');
      await page.click(button('Accept'));
      await page.sees({ text: 'You are an owner of this room.' });
      await page.click(button('OK'));
      await page.seesNo(dialog('Invitation to a role'));
      assert.equal(await page.evaluate(() => location.hash), '');
      await ann.joinsAs('Ann');
      await ann.chooses('Moderation');
      await page.sees(dialog('Moderation'));
      await page.click(button('Invite a moderator'));
      await page.sees(dialog('Link for a new moderator'));
      await page.sees({ css: '.qr-code' });
      await savePicture('link for a moderator');
      await page.presses('Escape');
      await page.seesNo(dialog('Link for a new moderator'));
      await ann.says('hello');
      await ann.reads('hello');
    },
  },
];
