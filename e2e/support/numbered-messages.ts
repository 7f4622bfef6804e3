import { expect } from './fixtures.ts';
import type { Person } from './person.ts';

/** Texts of one to four lines on the screen, numbered from `from` up to `to`, exclusive. */
export const numberedTexts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `message ${from + index}.${' and more'.repeat((index * 7) % 24)}`);

/** The row of the message with this number. */
export const numberedRow = ({ transcript }: Person, number: number) =>
  transcript.locator('.row').filter({ hasText: `message ${number}.` });

/** Presses Home until the expectation holds: each time the page may load older messages. */
export const pressHomeUntil = ({ page }: Person, expectation: () => Promise<void>) =>
  expect(async () => {
    await page.keyboard.press('Home');
    await expectation();
  }).toPass({ intervals: [0] });
