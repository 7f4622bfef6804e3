import type { Page } from '@playwright/test';

/**
 * Makes the request timeouts of a page manual: `AbortSignal.timeout` no longer aborts by itself. Returns a
 * function that expires all timeouts of exactly `ms`, however much time has passed.
 */
export const holdRequestTimeouts = async (page: Page): Promise<(ms: number) => Promise<void>> => {
  const hold = () => {
    const timeouts: { ms: number; controller: AbortController }[] = [];
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      timeouts.push({ ms, controller });
      return controller.signal;
    };
    const expire = (expired: number) => {
      for (const { ms, controller } of timeouts.splice(0)) {
        if (ms === expired) controller.abort(new DOMException('signal timed out', 'TimeoutError'));
      }
    };
    Object.assign(globalThis, { expireTimeouts: expire });
  };
  await page.addInitScript(hold);
  return (ms) => page.evaluate((ms) => Reflect.get(globalThis, 'expireTimeouts')(ms), ms);
};
