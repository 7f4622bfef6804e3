import type { Page } from '@playwright/test';
import type { SentMessage } from './senders.ts';

/** The messages of others on one screen, from top to bottom. */
export type Screen = readonly SentMessage[];

/** Reads a transcript from start to end, screen by screen, as a reader scrolls. Ignores messages before the letter `from`. */
export const readScreens = async (page: Page, from: number): Promise<readonly Screen[]> => {
  const viewport = page.viewportSize();
  // A tall viewport needs fewer screens.
  if (viewport) await page.setViewportSize({ ...viewport, height: TALL });
  const screens = await page.getByRole('log').evaluate(async (list, from) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const isVisible = (message: Element) => {
      const { top, bottom } = message.getBoundingClientRect();
      const box = list.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    };
    const read = () =>
      [...list.querySelectorAll<HTMLElement>('.message[id^="letter-"]')]
        .filter(isVisible)
        .map((message) => ({
          letter: Number(message.id.slice('letter-'.length)),
          text: message.querySelector('.text')?.textContent ?? '',
        }))
        .filter(({ letter }) => letter >= from);
    const isAtEnd = () => list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
    list.scrollTop = 0;
    await nextFrame();
    const screens = [read()];
    // Rows that turn out taller than estimated can undo the scrolling: try again.
    for (let stuck = 0; !isAtEnd() && stuck < 10;) {
      const before = list.scrollTop;
      list.scrollTop += list.clientHeight * 0.8;
      await nextFrame();
      stuck = list.scrollTop > before ? 0 : stuck + 1;
      screens.push(read());
    }
    return screens;
  }, from);
  if (viewport) await page.setViewportSize(viewport);
  return screens;
};

const TALL = 4_000;

/** The numbers of messages that were lost, repeated or reordered in what was read. */
export interface Violations {
  readonly lost: number;
  readonly repeated: number;
  readonly reordered: number;
}

/** Compares the screens with the sent messages: each has to appear once, in the order of the letters. */
export const findViolations = (screens: readonly Screen[], sent: readonly SentMessage[]): Violations => {
  const letters = new Map(sent.map(({ letter, text }) => [letter, text]));
  const read = new Set(
    screens
      .flat()
      .filter(({ letter, text }) => letters.get(letter) === text)
      .map(({ letter }) => letter),
  );
  const pairs = screens.flatMap((screen) =>
    screen.slice(1).map((message, index) => [screen[index]?.letter ?? -1, message.letter] as const),
  );
  return {
    lost: sent.length - read.size,
    repeated:
      pairs.filter(([one, next]) => one === next).length +
      screens.flat().filter(({ letter }) => !letters.has(letter)).length,
    reordered: pairs.filter(([one, next]) => next < one).length,
  };
};
