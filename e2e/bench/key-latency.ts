import type { Page } from '@playwright/test';

/** Types a text into the focused field. Returns the ms from each key press to the next paint. */
export const measureKeyLatency = async (page: Page, text: string): Promise<readonly number[]> => {
  await page.evaluate(() => {
    const latencies: number[] = [];
    const listener = ({ timeStamp }: Event) =>
      requestAnimationFrame(() => {
        // The channel delivers its message after the frame is painted.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => latencies.push(performance.now() - timeStamp), { once: true });
        port1.start();
        port2.postMessage('');
      });
    document.addEventListener('keydown', listener, { capture: true });
    Object.assign(globalThis, { latencies });
  });
  await page.keyboard.type(text, { delay: BETWEEN_KEYS_MS });
  await page.waitForFunction((count) => Reflect.get(globalThis, 'latencies').length >= count, text.length);
  return page.evaluate<number[]>('latencies');
};

/** The pace of a fast typist. */
const BETWEEN_KEYS_MS = 30;
