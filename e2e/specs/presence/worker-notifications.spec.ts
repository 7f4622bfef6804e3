import { FULL_BROWSER } from '../../support/chromium.ts';
import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';

// The headless shell cannot show notifications.
test.use({ ...FULL_BROWSER, serviceWorkers: 'allow' });

test(
  'where only a service worker can show notifications, it does, and a click leads to the message',
  IN_LONG_RUN,
  async ({ person, httpMember }) => {
    const ann = await person('Ann', { browser: { viewport: { width: 390, height: 300 } } });
    const ben = await httpMember('Ben');
    const { page } = ann;
    await page.context().grantPermissions(['notifications']);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const refuseConstruction = {
        construct: () => {
          throw new TypeError('Illegal constructor');
        },
      };
      Object.assign(window, { Notification: new Proxy(Notification, refuseConstruction) });
    });
    const shown = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return (await registration?.getNotifications())?.map(({ title, body }) => `${title}: ${body}`);
      });
    await ann.looks('elsewhere');
    await ben.says('@Ann here', ...Array.from({ length: 9 }, (_, index) => `message ${index}`));
    await expect.poll(shown).toEqual(['Ben mentioned you: @Ann here']);
    await ann.reads('message 8');
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
  },
);
