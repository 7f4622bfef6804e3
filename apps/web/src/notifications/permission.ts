import { createEmitter } from '../sync/store.ts';

/**
 * Whether this page may show notifications. In addition to the values of `Notification.permission`: `insecure` on a page without HTTPS,
 * `unsupported` in a browser without the Notifications API.
 */
export type NotificationPermissionState = 'granted' | 'denied' | 'default' | 'insecure' | 'unsupported';

const { subscribe, emit } = createEmitter();

export const notificationPermission = (): NotificationPermissionState => {
  if (!isSecureContext) return 'insecure';
  return 'Notification' in globalThis ? Notification.permission : 'unsupported';
};

/** Asks for permission if it is undecided. Call only from a user gesture: browsers ignore or penalize other requests. */
export const requestNotificationPermission = async (): Promise<NotificationPermissionState> => {
  if (notificationPermission() !== 'default') return notificationPermission();
  await Notification.requestPermission();
  emit();
  return notificationPermission();
};

/** Calls the listener after each request. */
export const onPermissionChange = subscribe;
