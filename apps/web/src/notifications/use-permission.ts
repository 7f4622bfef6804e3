import { useSyncExternalStore } from 'react';
import { notificationPermission, onPermissionChange, type NotificationPermissionState } from './permission.ts';

/** The current permission. Follows requests by the page and changes in the browser's own settings. */
export const useNotificationPermission = (): NotificationPermissionState =>
  useSyncExternalStore(subscribe, notificationPermission);

const subscribe = (listener: () => void) => {
  const unsubscribe = onPermissionChange(listener);
  // A change in the browser's settings fires no event, but the user returns to the page.
  window.addEventListener('focus', listener);
  return () => {
    unsubscribe();
    window.removeEventListener('focus', listener);
  };
};
