/**
 * Whether the browser lets this page show notices: it does, it was told not to, nobody was asked yet, it would only on a page that came
 * over https, or it cannot.
 */
export type MayNotify = 'granted' | 'denied' | 'default' | 'insecure' | 'unable';

const listeners = new Set<() => void>();

/** Whether the browser lets this page show notices, now. */
export const mayNotify = (): MayNotify => {
  if (!isSecureContext) return 'insecure';
  return 'Notification' in globalThis ? Notification.permission : 'unable';
};

/** Has the browser ask whether this page may. Only on a person's own act: anything else browsers hold against a page. */
export const askToNotify = async (): Promise<MayNotify> => {
  if (mayNotify() !== 'default') return mayNotify();
  await Notification.requestPermission();
  for (const listener of listeners) listener();
  return mayNotify();
};

/** Calls `listener` after the browser asked. The returned function stops it. */
export const onAnswer = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
