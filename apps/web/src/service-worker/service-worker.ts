// Shows a page of the house where the network shows none. It keeps nothing, so nothing that it shows can be out of date; all other
// requests, and above all those to the room, go their way as if it did not exist. Why: docs/decisions/016-installable.md
import { followNotice } from './on-notification-click.ts';
import { offlinePage } from './offline-page.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  // Any of these suits any page, so a newer one need not wait until the last page of today's is closed.
  event.waitUntil(Promise.all([self.skipWaiting(), letPassUnseen(event)]));
});

self.addEventListener('activate', (event) => {
  // A page is asked for while this worker wakes, not after.
  event.waitUntil(Promise.resolve(self.registration.navigationPreload?.enable()));
});

self.addEventListener('fetch', (event) => {
  if (isForPage(event.request)) event.respondWith(page(event));
});

self.addEventListener('notificationclick', (event) => event.waitUntil(followNotice(event.notification)));

const isForPage = ({ mode, url }: Request) => mode === 'navigate' && !new URL(url).pathname.startsWith('/trpc');

const page = async (event: FetchEvent): Promise<Response> => {
  try {
    const preloaded: Response | undefined = await event.preloadResponse;
    return preloaded ?? (await fetch(event.request));
  } catch {
    return offlinePage(self.navigator.languages);
  }
};

/** Where the browser can, this worker is not even woken for what it lets pass. */
const letPassUnseen = async (event: InstallEvent) => {
  try {
    await event.addRoutes?.([
      { condition: { urlPattern: '/trpc/*' }, source: 'network' },
      { condition: { requestMode: 'navigate' }, source: 'fetch-event' },
      { condition: { urlPattern: '/*' }, source: 'network' },
    ]);
  } catch {
    // Then it is woken in vain.
  }
};

/** What TypeScript does not know of yet: the Static Routing API, in Chromium since 123. */
interface InstallEvent extends ExtendableEvent {
  readonly addRoutes?: (routes: readonly Route[]) => Promise<void>;
}

interface Route {
  readonly condition: { readonly urlPattern: string } | { readonly requestMode: RequestMode };
  readonly source: 'network' | 'fetch-event';
}
