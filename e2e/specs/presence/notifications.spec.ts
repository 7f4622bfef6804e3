import type { BrowserContext } from '@playwright/test';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

/** Records the notifications, permission requests and sounds of all pages, and fakes the permission: before and after a request. */
const recordNotifications = async (
  browser: BrowserContext,
  permission: 'granted' | 'denied' | 'default',
  answer = permission,
) => {
  const recorded: string[] = [];
  await browser.exposeFunction('note', (entry: string) => void recorded.push(entry));
  await browser.addInitScript(
    ({ permission, answer }) => {
      const note = (entry: string) => void Reflect.get(window, 'note')(entry);
      class Notification extends EventTarget {
        static permission = permission;
        static requestPermission() {
          note('permission requested');
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
        note(`sound: ${this.state}`);
      };
    },
    { permission, answer },
  );
  return recorded;
};

test('one tab notifies about an unseen mention, and none while a tab is visible', async ({
  person,
  server,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const recorded = await recordNotifications(ann.page.context(), 'granted');
  await ann.joins(server.url);
  const other = await ann.opensTab();
  const ben = await httpMember('Ben');
  for (const tab of [ann, other]) await tab.looks('elsewhere');
  await ben.says('no mention', '@Ann one');
  await expect.poll(() => recorded).toEqual(['Ben mentioned you: @Ann one']);
  await other.looks('here');
  await ben.says('@Ann two');
  for (const tab of [ann, other]) await tab.reads('@Ann two');
  await other.looks('elsewhere');
  await ben.says('/me waves to @Ann');
  const later = ['closed', 'Ben mentioned you: * Ben waves to @Ann'];
  await expect.poll(() => recorded).toEqual(['Ben mentioned you: @Ann one', ...later]);
});

test(
  'a member who was mentioned while away is asked to turn on notifications',
  AT_BOTH_WIDTHS,
  async ({ person, server, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const recorded = await recordNotifications(ann.page.context(), 'default', 'granted');
    await ann.joins(server.url);
    const ben = await httpMember('Ben');
    await ann.looks('elsewhere');
    await ben.says('@Ann are you there?');
    const prompt = ann.page.getByRole('group', { name: 'Someone mentioned you' });
    await expect(prompt).toBeVisible();
    await ann.looks('here');
    expect(recorded, 'no permission is requested without consent').toEqual([]);
    await prompt.getByRole('button', { name: 'Turn on' }).click();
    await expect(prompt).toHaveCount(0);
    await expect(ann.composer).toBeFocused();
    await ann.looks('elsewhere');
    await ben.says('@Ann now?');
    await expect.poll(() => recorded).toEqual(['permission requested', 'Ben mentioned you: @Ann now?']);
  },
);
const opensSettings = async ({ page }: Person) => {
  await page.getByRole('button', { name: 'Room menu' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
};

test(
  'the settings turn on notifications for everything and the sound',
  IN_LONG_RUN,
  async ({ person, server, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const recorded = await recordNotifications(ann.page.context(), 'default', 'granted');
    await ann.joins(server.url);
    const settings = await opensSettings(ann);
    await expect(settings.getByRole('button', { name: 'Turn on notifications' })).toBeVisible();
    await settings.getByRole('radio', { name: 'All messages' }).check();
    await expect(settings).toContainText('You get notifications');
    await settings.getByRole('group', { name: 'Sound' }).getByRole('radio', { name: 'On' }).check();
    await expect.poll(() => recorded).toEqual(['permission requested', 'sound: running']);
    await ann.page.keyboard.press('Escape');
    const ben = await httpMember('Ben');
    await ann.looks('elsewhere');
    await ben.says('hello');
    await expect.poll(() => recorded.slice(2).toSorted()).toEqual(['Ben: hello', 'sound: running']);
  },
);

test('the settings explain how to allow blocked notifications', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await recordNotifications(ann.page.context(), 'denied');
  await ann.joins(server.url);
  const settings = await opensSettings(ann);
  await expect(settings).toContainText('Allow them in the site settings, next to the address bar.');
  await settings.getByRole('radio', { name: 'Nothing' }).check();
  await expect(settings).not.toContainText('Your browser blocks');
});

test(
  'over plain HTTP, without notifications, two tabs play one sound',
  IN_LONG_RUN,
  async ({ person, server, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const recorded = await recordNotifications(ann.page.context(), 'denied');
    await ann.joins(server.networkUrl);
    const ben = await httpMember('Ben');
    await ann.looks('elsewhere');
    await ben.says('@Ann one');
    await ann.page.getByRole('group', { name: 'Play a sound' }).getByRole('button', { name: 'Turn on' }).click();
    const other = await ann.opensTab();
    await other.composer.click();
    await other.looks('elsewhere');
    await ben.says('@Ann two');
    await expect.poll(() => recorded).toEqual(['sound: running']);
    await other.looks('here');
    await other.looks('elsewhere');
    await ben.says('@Ann three');
    await expect.poll(() => recorded).toEqual(['sound: running', 'sound: running']);
  },
);
