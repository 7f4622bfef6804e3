import type { Page } from '@playwright/test';
import type { SaidLine } from './talkers.ts';

/** The lines of others that stand on one screen, from top to end. */
export type Screen = readonly SaidLine[];

/** Reads a transcript from its beginning to its end, screen by screen, as a reader would; `from` is the number of the first letter to note. */
export const screensOf = async (page: Page, from: number): Promise<readonly Screen[]> => {
  const screen = page.viewportSize();
  // A tall window has fewer screens to read.
  if (screen) await page.setViewportSize({ ...screen, height: TALL });
  const screens = await page.getByRole('log').evaluate(async (list, from) => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const isInSight = (line: Element) => {
      const { top, bottom } = line.getBoundingClientRect();
      const box = list.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    };
    const read = () =>
      [...list.querySelectorAll<HTMLElement>('.message[id^="letter-"]')]
        .filter(isInSight)
        .map((line) => ({
          letter: Number(line.id.slice('letter-'.length)),
          text: line.querySelector('.text')?.textContent ?? '',
        }))
        .filter(({ letter }) => letter >= from);
    const isAtEnd = () => list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
    list.scrollTop = 0;
    await drawn();
    const screens = [read()];
    // Where rows turn out taller than thought the list moves under its reader, who then tries again.
    for (let stuck = 0; !isAtEnd() && stuck < 10;) {
      const before = list.scrollTop;
      list.scrollTop += list.clientHeight * 0.8;
      await drawn();
      stuck = list.scrollTop > before ? 0 : stuck + 1;
      screens.push(read());
    }
    return screens;
  }, from);
  if (screen) await page.setViewportSize(screen);
  return screens;
};

const TALL = 4_000;

/** What is wrong with what was read. */
export interface Faults {
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
}

/** Compares the screens with what was said: each line once, in the order of its letters. */
export const faultsIn = (screens: readonly Screen[], said: readonly SaidLine[]): Faults => {
  const letters = new Map(said.map(({ letter, text }) => [letter, text]));
  const read = new Set(
    screens
      .flat()
      .filter(({ letter, text }) => letters.get(letter) === text)
      .map(({ letter }) => letter),
  );
  const pairs = screens.flatMap((screen) =>
    screen.slice(1).map((line, index) => [screen[index]?.letter ?? -1, line.letter] as const),
  );
  return {
    lost: said.length - read.size,
    doubled:
      pairs.filter(([one, next]) => one === next).length +
      screens.flat().filter(({ letter }) => !letters.has(letter)).length,
    reordered: pairs.filter(([one, next]) => next < one).length,
  };
};
