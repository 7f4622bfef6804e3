import assert from 'node:assert/strict';
import { button, COMPOSER, MESSAGES, row } from './browser-member.ts';
import { expectInWindow } from './layout.ts';
import type { Story } from './story.ts';

const TOOLBAR = { role: 'toolbar' };

/** Stories of the actions on a message and of its formatting. */
export const MESSAGES_AND_ACTIONS: readonly Story[] = [
  {
    title: 'one edits one’s last message',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      await ann.joins(server.url);
      await ann.says('Helo');
      await ann.reads('Helo');
      await page.presses('ArrowUp');
      await page.seesValue(COMPOSER, 'Helo');
      await page.sees({ css: '.composer', text: 'Editing message' });
      await savePicture('editing');
      await page.presses('Backspace');
      await page.types('lo');
      await page.click(button('Save'));
      await ann.reads('Hello edited');
      await page.seesValue(COMPOSER, '');
    },
  },
  {
    title: 'one deletes a message by mouse, after a confirmation',
    widths: [1280],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      await ann.joins(server.url);
      await ann.says('a secret', 'no secret');
      await ann.reads('a secret', 'no secret');
      await ann.hovers('a secret');
      await page.sees({ ...TOOLBAR, name: 'Message from Ann' });
      await expectInWindow(page, { role: 'button', within: TOOLBAR });
      await savePicture('action bar');
      await page.click(button('Delete message from Ann', TOOLBAR));
      await page.click(button('Delete', TOOLBAR));
      await ann.reads('You deleted this message.', 'no secret');
    },
  },
  {
    title: 'one quotes and mentions by mouse',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      const ben = await httpMember('Ben');
      await ben.says('at six?');
      await ann.joins(server.url);
      await ann.reads('at six?');
      await page.types('yes');
      await ann.hovers('at six?');
      await page.click(button('Quote message from Ben', TOOLBAR));
      await page.seesValue(COMPOSER, '> Ben: at six?\nyes');
      await page.seesFocus(COMPOSER);
      await page.types(', fine');
      await page.presses('Enter');
      await page.seesTexts({ css: '.message blockquote' }, 'Ben: at six?');
      await ann.reads('at six?', 'Ben: at six? yes, fine');
      await ann.hovers('at six?');
      await page.click(button('Mention Ben', TOOLBAR));
      await page.seesValue(COMPOSER, '@Ben ');
      await page.movesMouseAway();
      await page.seesNo(TOOLBAR);
    },
  },
  {
    title: 'the keyboard selects a message and acts on it',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      const ben = await httpMember('Ben');
      await ben.says('one', 'two');
      await ann.joins(server.url);
      await ann.reads('one', 'two');
      await ann.goesToTranscript();
      await page.presses('Enter');
      await page.seesFocus(row('two'));
      await page.presses('ArrowUp');
      await page.seesFocus(row('one'));
      await page.presses('Enter');
      await page.seesFocus({ role: 'button', within: TOOLBAR });
      await page.presses('Escape');
      await page.seesFocus(row('one'));
      await page.presses('q');
      await page.seesFocus(COMPOSER);
      await page.seesValue(COMPOSER, '> Ben: one\n');
    },
  },
  {
    title: 'markup is shown as formatted text',
    widths: [1280, 390],
    tell: async ({ ann, server, httpMember, savePicture }) => {
      const { page } = ann;
      const ben = await httpMember('Ben');
      await ben.says(
        '*one* **two** ~~three~~ `four` see https://example.org/a_(b), not javascript:alert(1)',
        '> a quote\n\n- first\n- second\n\n1. one',
        '```\nconst a = 1;\n```',
        '<img src=x onerror=alert(1)>',
      );
      await ann.joins(server.url);
      for (const [tag, text] of [
        ['em', 'one'],
        ['strong', 'two'],
        ['del', 'three'],
        ['code', 'four'],
        ['blockquote', 'a quote'],
        ['ul', 'first second'],
        ['ol', 'one'],
        ['a', 'https://example.org/a_(b)'],
      ] as const) {
        await page.seesTexts({ css: `.text ${tag}:not(pre *)` }, text);
      }
      await page.sees({ css: '.text pre', text: 'const a = 1;' });
      await page.sees({ ...MESSAGES, text: '<img src=x onerror=alert(1)>' });
      assert.equal((await page.parts({ css: '.message .text img' })).length, 0);
      await savePicture('markup');
    },
  },
  {
    title: 'a long message is folded, and shown whole on request',
    widths: [1280, 390],
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      const ben = await httpMember('Ben');
      await ben.says(`${'x\n'.repeat(120)}end`);
      await ann.joins(server.url);
      const lineCount = () =>
        page.evaluate(
          () => (document.querySelector<HTMLElement>('.message .text')?.innerText ?? '').split('\n').length,
        );
      await page.sees(button('Show all 121 lines'));
      assert.equal(await lineCount(), 15);
      await page.click(button('Show all 121 lines'));
      await page.sees({ css: '.fold-toggle', text: 'Show less' });
      assert.equal(await lineCount(), 121);
      await page.click(button('Show less'));
      await page.seesFocus(button('Show all 121 lines'));
      await expectInWindow(page, button('Show all 121 lines'));
      assert.equal(await lineCount(), 15);
    },
  },
];
