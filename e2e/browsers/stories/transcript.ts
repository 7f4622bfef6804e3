import assert from 'node:assert/strict';
import { button, COMPOSER, dialog, row } from './browser-member.ts';
import { expectInWindow } from './layout.ts';
import type { Story } from './story.ts';

const MANY = { MESSAGES_PER_WINDOW: '0' };
const texts = (count: number) => Array.from({ length: count }, (_, index) => `message ${index}.`);
const FIND = { role: 'searchbox', name: 'Search the conversation' };

/** A conversation that is longer than the window. */
export const TRANSCRIPT: readonly Story[] = [
  {
    title: 'older messages load as the reader scrolls back, up to the first one',
    widths: [1280, 390],
    settings: MANY,
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      await (await httpMember('Ben')).says(...texts(180));
      await ann.joins(server.url);
      await page.seesInWindow(row('message 179.'));
      assert.deepEqual(await page.parts(row('message 9.')), []);
      await ann.goesToTranscript();
      await page.presses('Home');
      await page.sees(row('message 100.'));
      const start = { css: '.scroller *', text: 'The room has no older messages.' };
      for (let parts = await page.parts(start); !parts.some((part) => part.isInWindow); parts = await page.parts(start))
        await page.presses('Home');
      await page.seesInWindow(row('message 0.'));
      await page.presses('End');
      await page.seesInWindow(row('message 179.'));
    },
  },
  {
    title: 'a new message does not move a reader who scrolled back, and is counted',
    widths: [390],
    settings: MANY,
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      const ben = await httpMember('Ben');
      await ben.says(...texts(40));
      await ann.joins(server.url);
      await page.seesInWindow(row('message 39.'));
      await ann.goesToTranscript();
      await page.presses('Home');
      const { box } = await page.seesAtRest(row('message 0.'));
      await ben.says('late');
      await page.sees(button('1 new ↓'));
      assert.deepEqual((await page.parts(row('message 0.')))[0]?.box, box);
      await page.click(button('1 new ↓'));
      await page.seesInWindow(row('late'));
      await page.seesNo(button('1 new ↓'));
    },
  },
  {
    title: 'the link of an older message leads to it',
    widths: [1280, 390],
    settings: MANY,
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      await (await httpMember('Ben')).says(...texts(180));
      // Letter 0 says that Ben joined.
      await ann.joins(`${server.url}#letter-11`);
      await page.seesFocus(row('message 10.'));
      await page.seesInWindow(row('message 10.'));
      assert.equal(await page.evaluate(() => location.hash), '', 'the link was followed');
      await page.evaluate(() => void (location.hash = '#letter-151'));
      await page.seesFocus(row('message 150.'));
      await page.seesInWindow(row('message 150.'));
      await page.presses('ArrowDown');
      await page.seesFocus(row('message 151.'));
    },
  },
  {
    title: 'find moves from match to match, also to those that are not rendered',
    widths: [1280, 390],
    settings: { ...MANY, HISTORY_ON_JOIN: '1000' },
    tell: async ({ ann, server, httpMember, savePicture }) => {
      const { page } = ann;
      const needles = new Map([
        [3, 'a needle'],
        [250, 'NEEDLE and needle'],
      ]);
      await (await httpMember('Ben')).says(...texts(260).map((text, index) => needles.get(index) ?? text));
      await ann.joins(server.url);
      await ann.says('/find needle');
      await page.seesFocus(FIND);
      await page.seesValue(FIND, 'needle');
      const position = (text: string) => page.sees({ css: '.find-bar [role=status]', text });
      await position('2 of 2');
      await page.seesInWindow(row('NEEDLE and needle'));
      await savePicture('find');
      await page.click(button('Previous match'));
      await position('1 of 2');
      await page.seesInWindow(row('a needle'));
      await page.fills(FIND, 'no such thing');
      await position('No matches');
      await page.presses('Escape');
      await page.seesNo(FIND);
      await page.seesFocus(COMPOSER);
    },
  },
  {
    title: 'the export offers to load all messages first',
    widths: [1280, 390],
    settings: MANY,
    tell: async ({ ann, server, httpMember, savePicture }) => {
      const { page } = ann;
      await (await httpMember('Ben')).says(...texts(120));
      await ann.joins(server.url);
      await ann.chooses('Export as text');
      const offer = dialog('Export conversation');
      await page.sees({ ...offer, text: 'This page has 50 messages, since' });
      await expectInWindow(page, offer);
      await savePicture('export');
      await page.click(button('Load all and export', offer));
      await page.seesNo(offer);
      await ann.chooses('Search the conversation');
      await page.fills(FIND, 'message 7.');
      await page.seesInWindow(row('message 7.'));
    },
  },
];
