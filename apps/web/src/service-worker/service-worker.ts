// Shows an offline page when the network fails. The worker caches nothing, so it cannot show anything outdated. All requests except
// page navigations bypass it. The reasons are in docs/decisions/016-installable.md.
import { handleNotificationClick } from './on-notification-click.ts';
import { offlinePage } from './offline-page.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  // Every version of the worker works with every version of the page, so a new one activates at once.
  event.waitUntil(Promise.all([self.skipWaiting(), registerStaticRoutes(event)]));
});

self.addEventListener('activate', (event) => {
  // The browser requests the page while the worker starts, instead of afterwards.
  event.waitUntil(Promise.resolve(self.registration.navigationPreload?.enable()));
});

self.addEventListener('fetch', (event) => {
  if (isPageNavigation(event.request)) event.respondWith(fetchPage(event));
});

self.addEventListener('notificationclick', (event) => event.waitUntil(handleNotificationClick(event.notification)));

const isPageNavigation = ({ mode, url }: Request) => mode === 'navigate' && !new URL(url).pathname.startsWith('/trpc');

const fetchPage = async (event: FetchEvent): Promise<Response> => {
  try {
    const preloaded: Response | undefined = await event.preloadResponse;
    return preloaded ?? (await fetch(event.request));
  } catch {
    return offlinePage(self.navigator.languages);
  }
};

/** Makes the browser send all other requests to the network without starting the worker, where it supports static routes. */
const registerStaticRoutes = async (event: InstallEvent) => {
  try {
    await event.addRoutes?.([
      { condition: { urlPattern: '/trpc/*' }, source: 'network' },
      { condition: { requestMode: 'navigate' }, source: 'fetch-event' },
      { condition: { urlPattern: '/*' }, source: 'network' },
    ]);
  } catch {
    // The routes are an optimization: without them the fetch handler lets these requests pass.
  }
};

/** The Static Routing API, in Chromium since version 123. TypeScript has no types for it yet. */
interface InstallEvent extends ExtendableEvent {
  readonly addRoutes?: (routes: readonly Route[]) => Promise<void>;
}

interface Route {
  readonly condition: { readonly urlPattern: string } | { readonly requestMode: RequestMode };
  readonly source: 'network' | 'fetch-event';
}
