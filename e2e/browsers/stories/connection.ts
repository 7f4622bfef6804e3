import { COMPOSER } from './browser-member.ts';
import type { Story } from './story.ts';

const STATUS = '.connection';

/** Stories of reloads, second tabs and a server that is gone. */
export const CONNECTION: readonly Story[] = [
  {
    title: 'a reload keeps a pending message, which then arrives once',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const ben = await httpMember('Ben');
      await ann.joins(server.url);
      await ann.cannotCall('send');
      await ann.says('one');
      await ann.page.seesTexts({ css: '.message.pending .text' }, 'one');
      await ann.reloads();
      await ann.reads('one');
      await ben.reads('one');
    },
  },
  {
    title: 'a reload keeps the draft, and announces nothing',
    widths: [390],
    tell: async ({ ann, server, httpMember }) => {
      const ben = await httpMember('Ben');
      await ann.joins(server.url);
      await ann.page.types('half a sen');
      await ann.reloads();
      await ann.page.seesValue(COMPOSER, 'half a sen');
      await ann.page.seesFocus(COMPOSER);
      await ann.page.presses('End');
      await ann.page.types('tence');
      await ann.page.presses('Enter');
      await ann.reads('half a sentence');
      await ben.reads('half a sentence');
      await ann.page.seesNo({ css: '.system-message', text: 'left' });
    },
  },
  {
    title: 'two tabs of one browser are one member, and both show everything',
    widths: [1280],
    tell: async ({ ann, server, openWindow, httpMember }) => {
      const ben = await httpMember('Ben');
      await ann.joins(server.url);
      const tab = await openWindow('Ann');
      await tab.page.window.open(server.url);
      await tab.isInTheRoom();
      await ben.says('to both');
      for (const each of [ann, tab]) await each.reads('to both');
      await tab.says('from the second');
      for (const each of [ann, tab]) await each.reads('to both', 'from the second');
      await ben.reads('to both', 'from the second');
      await ann.page.seesTexts({ css: '#roster li bdi' }, 'Ann', 'Ben');
    },
  },
  {
    title: 'a lost connection is shown, and after a restart of the server everything continues',
    widths: [1280, 390],
    tell: async ({ ann, server, savePicture }) => {
      const { page } = ann;
      await ann.joins(server.url);
      await ann.says('before');
      await ann.reads('before');
      await server.stop();
      await page.sees({ css: STATUS, text: 'Reconnecting…' });
      await ann.says('meanwhile');
      await page.seesTexts({ css: '.message.pending .text' }, 'meanwhile');
      await savePicture('reconnecting');
      await server.start();
      await ann.seesSystemMessage('The room restarted and you’re back in.');
      await ann.reads('before', 'meanwhile');
      await page.sees({ css: STATUS, text: 'Connected' });
    },
  },
  {
    title: 'the title counts messages that arrive while the page is hidden',
    widths: [1280],
    tell: async ({ ann, server, httpMember }) => {
      const ben = await httpMember('Ben');
      await ann.joins(server.url);
      const looks = (state: string) =>
        ann.page.evaluate((state) => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }, state);
      const hasTitle = (title: string) => ann.page.waitsUntil((title) => document.title === title, title);
      await looks('hidden');
      await ben.says('one', 'two');
      await hasTitle('(2) Mailroom');
      await looks('visible');
      await hasTitle('Mailroom');
      await ann.reads('one', 'two');
    },
  },
];
