import { letterHash, letterLinkFromHash, type LetterLink } from '../browser/addresses/permalinks.ts';
import { notificationPermission } from './permission.ts';

/** A notification of the operating system. */
export interface AppNotification {
  readonly title: string;
  readonly body: string;
  /** The letter to show after a click. */
  readonly link: LetterLink;
}

/** A new notification replaces the previous one with the same tag, also across tabs. */
const TAG = 'mailroom';

let shown: Notification | undefined;

/** Shows a silent notification, if permitted. `onClick` is called in this tab, unless a service worker shows the notification. */
export const showNotification = async ({ title, body, link }: AppNotification, onClick: (link: LetterLink) => void) => {
  if (notificationPermission() !== 'granted') return;
  // A worker of an earlier version knows only the id.
  const data = { letterId: link.id, hash: letterHash(link) };
  const options = { body, tag: TAG, renotify: true, silent: true, icon: '/icon-192.png', data };
  try {
    shown = new Notification(title, options);
    shown.addEventListener('click', () => {
      window.focus();
      onClick(link);
    });
  } catch {
    // Chrome on Android shows notifications only through a service worker, which also receives the click.
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.showNotification(title, options).catch(() => {});
  }
};

/** Closes the notifications of this tab and of the service worker. */
export const closeNotifications = async () => {
  shown?.close();
  shown = undefined;
  const worker = await navigator.serviceWorker?.getRegistration();
  for (const notification of (await worker?.getNotifications({ tag: TAG })) ?? []) notification.close();
};

/** Calls `onClick` when the service worker forwards a click to this page. */
export const onNotificationClick = (onClick: (link: LetterLink) => void) => {
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent) => {
    if (typeof data?.followed !== 'number') return;
    onClick((typeof data.hash === 'string' && letterLinkFromHash(data.hash)) || { id: data.followed });
  });
};
