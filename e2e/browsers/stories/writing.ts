import { button, COMPOSER, MESSAGES, rosterItem } from './browser-member.ts';
import { expectInWindow } from './layout.ts';
import type { Story } from './story.ts';

const SUGGESTIONS = { role: 'option' };
const PROBLEM = { css: '#composer-status' };

/** The message field: sending, completion, commands. */
export const WRITING: readonly Story[] = [
  {
    title: 'two people talk',
    widths: [1280, 390],
    tell: async ({ ann, server, openWindow, savePicture }) => {
      // Another host: the browser has other cookies and another storage for it.
      const ben = await openWindow('Ben');
      await ann.joins(server.url);
      await ben.joins(server.url.replace('localhost', '127.0.0.1'));
      await ann.seesSystemMessage('Ben joined');
      await ann.says('Hello Ben');
      await ben.reads('Hello Ben');
      await ben.says('Hello Ann', 'How are you?');
      await ann.page.presses('F', 'i', 'n', 'e', 'Shift+Enter');
      await ann.page.types('And you?');
      await ann.page.click(button('Send'));
      for (const each of [ann, ben]) await each.reads('Hello Ben', 'Hello Ann', 'How are you?', 'Fine And you?');
      await savePicture('room');
    },
  },
  {
    title: 'the typing indicator names who is typing, and moves nothing',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      const ben = await httpMember('Ben');
      await ann.joins(server.url);
      const composerBox = async () => JSON.stringify((await page.sees(COMPOSER))[0]?.box);
      const before = await composerBox();
      await ben.types();
      await page.sees({ css: '.typing-indicator', text: 'Ben is typing' });
      await page.sees({ css: '#roster .dots' });
      if ((await composerBox()) !== before) throw new Error('the composer moved');
      await ben.says('done');
      await ann.reads('done');
      await page.seesNo({ css: '.typing-indicator', text: 'Ben' });
    },
  },
  {
    title: 'a mention is completed by keyboard and by pointer',
    widths: [1280, 390],
    tell: async ({ ann, server, httpMember, savePicture }) => {
      const { page } = ann;
      await httpMember('Ben');
      await httpMember('Bennet');
      await ann.joins(server.url);
      await page.types('hi @be');
      await page.seesTexts(SUGGESTIONS, 'Ben', 'Bennet');
      await expectInWindow(page, SUGGESTIONS);
      await savePicture('suggestions');
      await page.presses('ArrowDown', 'Enter');
      await page.seesValue(COMPOSER, 'hi @Bennet ');
      await page.types('and @be');
      await page.click({ ...SUGGESTIONS, name: 'Ben' });
      await page.seesValue(COMPOSER, 'hi @Bennet and @Ben ');
      await page.seesFocus(COMPOSER);
      // By command: WebKitGTK has no key for it.
      await page.evaluate(() => document.execCommand('undo'));
      await page.seesValue(COMPOSER, 'hi @Bennet and @be');
      await page.evaluate(() => document.execCommand('redo'));
      await page.seesValue(COMPOSER, 'hi @Bennet and @Ben ');
      await page.presses('Enter');
      await ann.reads('hi @Bennet and @Ben');
    },
  },
  {
    title: 'commands are completed, done, and refused with the reason',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      const ben = await httpMember('Ben');
      await ann.joins(server.url);
      await page.types('/');
      await page.sees(SUGGESTIONS, (parts) => parts.length === 5);
      await page.presses('ArrowDown', 'Tab');
      await page.seesValue(COMPOSER, '/me ');
      await page.types('waves');
      await page.presses('Enter');
      await page.seesTexts(MESSAGES, '* Ann waves');
      await ben.reads('/me waves');
      await ann.says('/dance');
      await page.sees({ ...PROBLEM, text: 'Unknown command /dance. To send it as text, type //dance.' });
      await page.seesValue(COMPOSER, '/dance');
      await ann.says('/nick Ben');
      await page.sees({ ...PROBLEM, text: 'That nickname, or one that looks like it, is taken.' });
      await ann.says('/nick Anna');
      await ann.seesSystemMessage('is now known as Anna.');
      await page.sees(rosterItem('Anna'));
    },
  },
  {
    title: 'the message field grows with its lines',
    widths: [390],
    tell: async ({ ann, server }) => {
      const { page } = ann;
      await ann.joins(server.url);
      const height = async () => {
        const [field] = await page.sees(COMPOSER);
        return field ? field.box.bottom - field.box.top : 0;
      };
      const before = await height();
      await page.types('one');
      await page.presses('Shift+Enter', 'Shift+Enter', 'Shift+Enter');
      if ((await height()) < before + 40) throw new Error(`it has a height of ${await height()} px for four lines`);
      await page.types('four');
      await page.presses('Enter');
      await ann.reads('one four');
      if ((await height()) !== before) throw new Error('it does not shrink');
    },
  },
];
