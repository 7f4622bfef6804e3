import { button, COMPOSER, dialog } from './browser-member.ts';
import { expectInWindow } from './layout.ts';
import type { Story } from './story.ts';

const ALERT = { role: 'alert' };

/** Coming and going. */
export const JOINING: readonly Story[] = [
  {
    title: 'the lobby refuses a nickname with the reason, and lets a valid one in',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      await ann.visits(server.url);
      await page.sees({ css: '.inside', text: 'Nobody is here yet.' });
      await savePicture('lobby');
      await ann.submitsNickname('Ann Lee');
      await page.sees({ ...ALERT, text: 'Use only letters and numbers, no spaces or symbols.' });
      await expectInWindow(page, { css: '.letter :is(input, button, p, h1)' });
      await savePicture('refused nickname');
      await ann.joinsAs('Ann');
      await page.seesFocus(COMPOSER);
      await expectInWindow(page, { css: '.room-header, .composer, .scroller' });
      await savePicture('empty room');
    },
  },
  {
    title: 'a room that cannot be reached says so, and joining again works',
    widths: [1280],
    tell: async ({ ann, server }) => {
      await ann.visits(server.url);
      // A browser may not fetch a script again that it could not fetch in advance. Then the page offers to reload.
      await ann.page.waitsUntil(() =>
        ['room', 'parts'].every((chunk) =>
          performance.getEntriesByType('resource').some(({ name }) => name.includes(`/assets/${chunk}-`)),
        ),
      );
      await server.stop();
      await ann.submitsNickname('Ann');
      await ann.page.sees({ ...ALERT, text: 'Can’t reach the room. Check your connection and try again.' });
      await server.start();
      await ann.page.click(button('Join'));
      await ann.isInTheRoom();
    },
  },
  {
    title: 'leaving with a reason shows it to the others',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const ben = await httpMember('Ben');
      await ann.joins(server.url);
      await ben.says('hello');
      await ann.says('/leave gone fishing');
      await ann.isInTheLobby();
      await ben.says('bye');
      await ann.joinsAs('Anna');
      await ann.reads('hello', 'bye');
      await ann.seesSystemMessage('Ann left: “gone fishing”');
    },
  },
  {
    title: 'leaving with an unsent message asks first, and keeps the message',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      const question = dialog('Leave the room?');
      await ann.joins(server.url);
      await ann.cannotCall('send');
      await ann.says('still here');
      await ann.chooses('Leave the room');
      await page.sees({ ...question, text: 'One message hasn’t been sent.' });
      await expectInWindow(page, question);
      await savePicture('leave question');
      await page.click(button('Stay', question));
      await page.seesNo(question);
      await ann.chooses('Leave the room');
      await page.click(button('Leave now', question));
      await ann.isInTheLobby();
      await page.click(button('Join'));
      await page.seesValue(COMPOSER, 'still here');
    },
  },
];
