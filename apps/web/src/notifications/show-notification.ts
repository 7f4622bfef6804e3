import { mayNotify } from './permission.ts';

/** What is shown outside of the page. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** The line that it is about. */
  readonly letterId: number;
}

/** There is one notice of the room at a time, whichever tab shows it: a new one takes the place of the one before. */
const TAG = 'mailroom';

let shown: Notification | undefined;

/** Shows a notice, if the browser lets us. Makes no sound: that is the bell's. Calls `onFollow` when somebody follows it to this tab. */
export const showNotice = async ({ title, body, letterId }: Notice, onFollow: (letterId: number) => void) => {
  if (mayNotify() !== 'granted') return;
  const options = { body, tag: TAG, renotify: true, silent: true, icon: '/icon-192.png', data: { letterId } };
  try {
    shown = new Notification(title, options);
    shown.addEventListener('click', () => {
      window.focus();
      onFollow(letterId);
    });
  } catch {
    // Chrome on Android shows them only through a worker, which also hears of the click.
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.showNotification(title, options).catch(() => {});
  }
};

/** Closes what this tab shows, and what the worker shows for all tabs. */
export const closeNotice = async () => {
  shown?.close();
  shown = undefined;
  const worker = await navigator.serviceWorker?.getRegistration();
  for (const each of (await worker?.getNotifications({ tag: TAG })) ?? []) each.close();
};

/** Calls `onFollow` when somebody follows a notice of the worker's to this page. */
export const onNoticeFollowed = (onFollow: (letterId: number) => void) => {
  const hear = ({ data: word }: MessageEvent) => {
    if (typeof word?.followed === 'number') onFollow(word.followed);
  };
  navigator.serviceWorker?.addEventListener('message', hear);
};
