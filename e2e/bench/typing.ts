import type { Page } from '@playwright/test';

/** Ms from each key to the next paint, for text typed into the field that has the focus. */
export const typed = async (page: Page, text: string): Promise<readonly number[]> => {
  await page.evaluate(() => {
    const keys: number[] = [];
    const listener = ({ timeStamp }: Event) =>
      requestAnimationFrame(() => {
        // A message is delivered after the frame is painted.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => keys.push(performance.now() - timeStamp), { once: true });
        port1.start();
        port2.postMessage('');
      });
    document.addEventListener('keydown', listener, { capture: true });
    Object.assign(globalThis, { keys });
  });
  await page.keyboard.type(text, { delay: BETWEEN_KEYS_MS });
  await page.waitForFunction((count) => Reflect.get(globalThis, 'keys').length >= count, text.length);
  return page.evaluate<number[]>('keys');
};

/** A fast typist's. */
const BETWEEN_KEYS_MS = 30;
