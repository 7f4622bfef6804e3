import assert from 'node:assert/strict';
import type { Query } from '../page/find-parts.ts';
import { button, COMPOSER, dialog, row, type BrowserMember } from './browser-member.ts';
import { expectInWindow } from './layout.ts';
import type { Stage, Story } from './story.ts';

const TOOLBAR: Query = { role: 'toolbar' };
const BANNER: Query = { css: '.composer-banner' };
/** The buttons below a message. Each has an emoji and a count. */
const REACTIONS: Query = { css: '.reactions button' };
const OWN_REACTION: Query = { css: '.reactions button[aria-pressed=true]' };

const referenceIn = (text: string): Query => ({ css: '.reply-reference a', within: row(text) });

/** Replies to and reactions to messages. */
export const REPLIES_AND_REACTIONS: readonly Story[] = [
  {
    title: 'a reply shows the author and the first line of its message, and leads there',
    widths: [1280, 390],
    settings: { MESSAGES_PER_WINDOW: '0' },
    tell: async (stage) => {
      const { ann, width, httpMember, savePicture } = stage;
      const { page } = ann;
      const cleo = await httpMember('Cleo');
      const original = row('or at nine?');
      await cleo.says(
        'supper at *eight*?\nor at nine?',
        ...Array.from({ length: 40 }, (_, index) => `message ${index}.`),
      );
      const ben = await joinWithBen(stage);
      await page.seesInWindow(row('message 39.'));
      await ann.goesToTranscript();
      await page.presses('Home');
      await page.seesAtRest(original);
      if (width === 1280) {
        await ann.hovers('or at nine?');
        await page.click(button('Reply to message from Cleo', TOOLBAR));
      } else {
        await openSheet(ann, 'or at nine?', dialog('Message from Cleo'));
        await page.click(button('Reply', dialog('Message from Cleo')));
      }
      await page.sees({ ...BANNER, text: 'In reply to Cleo supper at eight?' });
      await page.seesFocus(COMPOSER);
      await expectInWindow(page, BANNER);
      await savePicture('writing a reply');
      await page.types('eight is fine');
      await page.click(button('Send'));
      await page.seesNo(BANNER);
      for (const each of [ann, ben]) {
        await each.page.seesInWindow(row('eight is fine'));
        await each.page.seesTexts(referenceIn('eight is fine'), 'In reply to Cleo supper at eight?');
        assert.ok(!(await each.page.parts(original))[0]?.isInWindow, 'its message is out of sight');
      }
      await savePicture('reply');
      await ben.page.click(referenceIn('eight is fine'));
      await ben.page.seesFocus(original);
      await ben.page.seesInWindow(original);
      assert.equal(await ben.page.evaluate(() => location.hash), '', 'the link was followed');
    },
  },
  {
    title: 'the keyboard replies to the selected message, and Escape cancels the reply',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const { page } = ann;
      await (await httpMember('Ben')).says('one', 'two');
      await ann.joins(server.url);
      await ann.reads('one', 'two');
      const selectsFirst = async () => {
        await ann.goesToTranscript();
        await page.presses('Enter', 'ArrowUp');
        await page.seesFocus(row('one'));
      };
      await selectsFirst();
      await page.presses('r');
      await page.seesFocus(COMPOSER);
      await page.sees({ ...BANNER, text: 'In reply to Ben one' });
      await page.presses('Escape');
      await page.seesNo(BANNER);
      await selectsFirst();
      await page.presses('r');
      await page.seesFocus(COMPOSER);
      await page.types('first');
      await page.presses('Enter');
      await page.seesTexts(referenceIn('first'), 'In reply to Ben one');
      await ann.says('second');
      await ann.reads('one', 'two', 'first', 'second');
      assert.deepEqual(await page.parts(referenceIn('second')), [], 'the next message is no reply');
    },
  },
  {
    title: 'reactions are chosen by mouse and by keyboard, counted, and taken back',
    widths: [1280],
    tell: async (stage) => {
      const { ann, savePicture } = stage;
      const { page } = ann;
      const ben = await joinWithBen(stage);
      const bothSee = (...reactions: string[]) => seeReactions([ann, ben], reactions);
      await ben.says('supper?');
      await ann.reads('supper?');
      await ann.hovers('supper?');
      await page.click(button('React to message from Ben', TOOLBAR));
      await page.seesFocus(button('React with thumbs up', TOOLBAR));
      await expectInWindow(page, { role: 'button', within: TOOLBAR });
      await savePicture('quick reactions');
      await page.click(button('React with thumbs up', TOOLBAR));
      await bothSee('👍 1');
      await ben.page.click(REACTIONS);
      await bothSee('👍 2');
      await savePicture('reactions');
      await page.click(OWN_REACTION);
      await bothSee('👍 1');
      await page.seesNo(OWN_REACTION);
      await ben.page.sees(OWN_REACTION);

      await ann.goesToTranscript();
      await page.presses('Enter');
      await page.seesFocus(row('supper?'));
      await page.presses('a');
      await page.seesFocus(button('React with thumbs up', TOOLBAR));
      await page.presses('ArrowRight', 'Enter');
      await page.seesFocus(row('supper?'));
      await bothSee('👍 1', '❤️ 1');
      await page.presses('a', 'ArrowRight', 'Enter');
      await bothSee('👍 1');
    },
  },
  {
    title: 'a long press offers reactions, which are counted and taken back',
    widths: [390],
    tell: async (stage) => {
      const { ann, savePicture } = stage;
      const { page } = ann;
      const sheet = dialog('Message from Ben');
      const ben = await joinWithBen(stage);
      const bothSee = (...reactions: string[]) => seeReactions([ann, ben], reactions);
      await ben.says('supper?');
      await ann.reads('supper?');
      await openSheet(ann, 'supper?', sheet);
      await page.click(button('React with heart', sheet));
      await page.seesNo(sheet);
      await bothSee('❤️ 1');
      await ben.page.click(REACTIONS);
      await bothSee('❤️ 2');
      await openSheet(ann, 'supper?', sheet);
      await page.seesTexts({ css: '.reaction-names' }, '❤️ you, Ben');
      await expectInWindow(page, sheet);
      await savePicture('sheet with reactions');
      await page.click(button('React with heart', sheet));
      await page.seesNo(sheet);
      await bothSee('❤️ 1');
      await page.click(REACTIONS);
      await bothSee('❤️ 2');
      await page.click(OWN_REACTION);
      await bothSee('❤️ 1');
    },
  },
];

/** Lets Ann and Ben join, Ben in another window. */
const joinWithBen = async ({ ann, server, openWindow }: Stage): Promise<BrowserMember> => {
  const ben = await openWindow('Ben');
  await ann.joins(server.url);
  // Another host: the browser has other cookies and another storage for it.
  await ben.joins(server.url.replace('localhost', '127.0.0.1'));
  await ann.seesSystemMessage('Ben joined');
  return ben;
};

const seeReactions = async (people: readonly BrowserMember[], reactions: readonly string[]) => {
  for (const { page } of people) await page.seesTexts(REACTIONS, ...reactions);
};

/** Presses the message with this text until its sheet is open. */
const openSheet = ({ page }: BrowserMember, text: string, sheet: Query) =>
  page.pressesUntil(row(text), sheet, { x: 100, y: 12 });
