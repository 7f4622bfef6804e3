import type { BrowserContext } from '@playwright/test';
import { FULL_BROWSER } from '../../support/chromium.ts';
import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use(FULL_BROWSER);

/** What the browser lets pages show, and what they showed, and which tones they sounded. */
const noticesOf = async (
  browser: BrowserContext,
  permission: 'granted' | 'denied' | 'default',
  answer = permission,
) => {
  const told: string[] = [];
  await browser.exposeFunction('note', (what: string) => void told.push(what));
  await browser.addInitScript(
    ({ permission, answer }) => {
      const note = (what: string) => void Reflect.get(window, 'note')(what);
      class Notification extends EventTarget {
        static permission = permission;
        static requestPermission() {
          note('may this page show notices?');
          Notification.permission = answer;
          return Promise.resolve(answer);
        }
        constructor(title: string, { body }: { body: string }) {
          super();
          note(`${title}: ${body}`);
          window.addEventListener('followed', () => this.dispatchEvent(new Event('click')));
        }
        close() {
          note('closed');
        }
      }
      Object.assign(window, { Notification });
      const resume = Reflect.get(AudioContext.prototype, 'resume');
      AudioContext.prototype.resume = async function (this: AudioContext) {
        await Reflect.apply(resume, this, []);
        note(`bell: ${this.state}`);
      };
    },
    { permission, answer },
  );
  return told;
};

test('of a mention that nobody saw one tab tells, and none while one looks', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const told = await noticesOf(ann.page.context(), 'granted');
  await ann.joins(server.url);
  const other = await ann.opensTab();
  const ben = await person('Ben');
  for (const tab of [ann, other]) await tab.looks('elsewhere');
  await ben.says('nobody meant', '@Ann one');
  await expect.poll(() => told).toEqual(['Ben mentioned you: @Ann one']);
  await other.looks('here');
  await ben.says('@Ann two');
  for (const tab of [ann, other]) await tab.reads('@Ann two');
  await other.looks('elsewhere');
  await ben.says('/me waves to @Ann');
  const afterwards = ['closed', 'Ben mentioned you: Ben waves to @Ann'];
  await expect.poll(() => told).toEqual(['Ben mentioned you: @Ann one', ...afterwards]);
});

test(
  'who was mentioned while they looked elsewhere is asked whether to be told',
  AT_BOTH_WIDTHS,
  async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const told = await noticesOf(ann.page.context(), 'default', 'granted');
    await ann.joins(server.url);
    const ben = await person('Ben');
    await ann.looks('elsewhere');
    await ben.says('@Ann are you there?');
    const offer = ann.page.getByRole('group', { name: 'You were mentioned' });
    await expect(offer).toBeVisible();
    await ann.looks('here');
    expect(told, 'nobody is asked before they want to be').toEqual([]);
    await offer.getByRole('button', { name: 'Turn on' }).click();
    await expect(offer).toHaveCount(0);
    await expect(ann.composer).toBeFocused();
    await ann.looks('elsewhere');
    await ben.says('@Ann now?');
    await expect.poll(() => told).toEqual(['may this page show notices?', 'Ben mentioned you: @Ann now?']);
  },
);
const opensSettings = async ({ page }: Person) => {
  await page.getByRole('button', { name: 'Room menu' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
};

test('in the settings one chooses to be told of everything, and hears the bell', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const told = await noticesOf(ann.page.context(), 'default', 'granted');
  await ann.joins(server.url);
  const settings = await opensSettings(ann);
  await expect(settings.getByRole('button', { name: 'Turn on notifications' })).toBeVisible();
  await settings.getByRole('radio', { name: 'All messages' }).check();
  await expect(settings).toContainText('You get notifications');
  await settings.getByRole('group', { name: 'Sound' }).getByRole('radio', { name: 'On' }).check();
  await expect.poll(() => told).toEqual(['may this page show notices?', 'bell: running']);
  await ann.page.keyboard.press('Escape');
  const ben = await person('Ben');
  await ann.looks('elsewhere');
  await ben.says('hello');
  await expect.poll(() => told.slice(2).toSorted()).toEqual(['Ben: hello', 'bell: running']);
});

test('whose browser was told not to show notices finds in the settings how to change that', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  await noticesOf(ann.page.context(), 'denied');
  await ann.joins(server.url);
  const settings = await opensSettings(ann);
  await expect(settings).toContainText('Allow them in the site settings, next to the address bar.');
  await settings.getByRole('radio', { name: 'Nothing' }).check();
  await expect(settings).not.toContainText('Your browser blocks');
});

test('over plain http in the network, where there are no notices, two tabs ring one bell', async ({
  person,
  server,
}) => {
  test.skip(server.networkUrl === '', 'this machine is in no network');
  const ann = await person('Ann', { as: 'visitor' });
  const told = await noticesOf(ann.page.context(), 'denied');
  await ann.joins(server.networkUrl);
  const ben = await person('Ben');
  await ann.looks('elsewhere');
  await ben.says('@Ann one');
  await ann.page.getByRole('group', { name: 'Play a sound' }).getByRole('button', { name: 'Turn on' }).click();
  const other = await ann.opensTab();
  await other.composer.click();
  await other.looks('elsewhere');
  await ben.says('@Ann two');
  await expect.poll(() => told).toEqual(['bell: running']);
  await other.looks('here');
  await other.looks('elsewhere');
  await ben.says('@Ann three');
  await expect.poll(() => told).toEqual(['bell: running', 'bell: running']);
});

test('where only the worker may show notices, as on Android, it does, and one follows them to the line', async ({
  person,
}) => {
  const ann = await person('Ann', { browser: { viewport: { width: 390, height: 300 } } });
  const ben = await person('Ben');
  const { page } = ann;
  await page.context().grantPermissions(['notifications']);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const denies = {
      construct: () => {
        throw new TypeError('Illegal constructor');
      },
    };
    Object.assign(window, { Notification: new Proxy(Notification, denies) });
  });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return (await registration?.getNotifications())?.map(({ title, body }) => `${title}: ${body}`);
    });
  await ann.looks('elsewhere');
  await ben.says('@Ann here', ...Array.from({ length: 9 }, (_, line) => `line ${line}`));
  await expect.poll(shown).toEqual(['Ben mentioned you: @Ann here']);
  await ann.reads('line 8');
  await expect(ann.messages.first()).not.toBeInViewport();
  const [worker] = page.context().serviceWorkers();
  await worker?.evaluate(async () => {
    const registration: ServiceWorkerRegistration = Reflect.get(globalThis, 'registration');
    const [notification] = await registration.getNotifications();
    const clicked = new Event('notificationclick');
    globalThis.dispatchEvent(Object.assign(clicked, { notification, waitUntil: () => {} }));
  });
  await expect(ann.messages.first()).toBeInViewport();
  await ann.looks('here');
  await expect.poll(shown).toEqual([]);
});
