import type { Browser } from '@playwright/test';
import { Person } from '../support/person.ts';
import { percentile, type Figure } from './figure.ts';
import { heldBy, type Held } from './heap.ts';
import { longTasksOf, type LongTasks } from './long-tasks.ts';
import { faultsIn, screensOf, type Faults } from './screens.ts';
import type { sizes } from './sizes.ts';
import { talkers, type SaidLine } from './talkers.ts';
import { typed } from './typing.ts';

/** What was measured of one long stay in the room. */
interface Stay {
  readonly typedAtFirst: readonly number[];
  readonly burst: LongTasks & { readonly behindMs: number };
  readonly afterBurst: Held;
  readonly growth: LongTasks & { readonly behindMs: number };
  readonly afterAll: Held;
  readonly typedAtLast: readonly number[];
  readonly afterScrolling: Held;
  readonly faults: Faults;
}

/** One person's stay in a fresh room at `url`: others say very much, and meanwhile one types and reads back. */
export const stay = async (browser: Browser, url: string, size: typeof sizes): Promise<Stay> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const ann = new Person('Ann', page);
  await ann.comesIn(url);
  const others = await talkers(url);
  const takeLongTasks = await longTasksOf(page);
  const said: SaidLine[] = [];

  /** Has others say so many lines, and waits until the last of them is drawn. Who was `away` gets all of them at once. */
  const hear = async (count: number, isAway = false) => {
    await context.setOffline(isAway);
    const lines = await others.say(count);
    await takeLongTasks();
    await context.setOffline(false);
    const saidAt = performance.now();
    said.push(...lines);
    await page.locator(`#letter-${lines.at(-1)?.letter}`).waitFor({ state: 'attached', timeout: 120_000 });
    const behindMs = performance.now() - saidAt;
    return { ...(await takeLongTasks()), behindMs };
  };
  const type = async () => {
    await ann.composer.fill('');
    await ann.composer.focus();
    const ms = await typed(page, 'what one types '.repeat(size.keys).slice(0, size.keys));
    await ann.composer.fill('');
    await takeLongTasks();
    return ms;
  };
  const scrollThrough = () =>
    ann.transcript.evaluate(async (list, steps) => {
      const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let times = 0; times < 5; times++) {
        for (const direction of [-1, 1]) {
          const stride = list.scrollHeight / steps;
          for (let step = 0; step < steps; step++) {
            list.scrollTop += direction * stride;
            await drawn();
          }
        }
      }
    }, STEPS);

  const typedAtFirst = await type();
  const burst = await hear(size.burst, true);
  const afterBurst = await heldBy(page);
  const growth = await hear(size.lines - size.burst);
  const afterAll = await heldBy(page);
  const typedAtLast = await type();
  await scrollThrough();
  const afterScrolling = await heldBy(page);
  const faults = faultsIn(await screensOf(page, said[0]?.letter ?? 0), said);
  await context.close();
  return { typedAtFirst, burst, afterBurst, growth, afterAll, typedAtLast, afterScrolling, faults };
};

/** The figures of some stays. */
export const stayFigures = (stays: readonly Stay[], { burst, lines }: typeof sizes): Figure[] => {
  const of = (what: string, unit: string, value: (stay: Stay) => number, aim?: string): Figure => ({
    what,
    unit,
    values: stays.map(value),
    ...(aim && { aim }),
  });
  const longest = (ms: readonly number[]) => Math.max(0, ...ms);
  const blocking = (ms: readonly number[]) => ms.reduce((sum, each) => sum + each - LONG_MS, 0);
  const many = (count: number) => count.toLocaleString('en');
  return [
    of(
      `${many(burst)} letters at once, after an absence: longest task over 50 ms`,
      'ms',
      (each) => longest(each.burst.tasks),
      'none: 0',
    ),
    of('  long tasks', '', (each) => each.burst.tasks.length, '0'),
    of('  longest frame over 50 ms', 'ms', (each) => longest(each.burst.frames)),
    of('  total blocking time', 'ms', (each) => blocking(each.burst.tasks), '0'),
    of('  the last is drawn after it was said', 'ms', (each) => each.burst.behindMs),
    of(`on to ${many(lines)} lines: longest task over 50 ms`, 'ms', (each) => longest(each.growth.tasks)),
    of('  total blocking time', 'ms', (each) => blocking(each.growth.tasks)),
    of('  the last is drawn after it was said', 'ms', (each) => each.growth.behindMs),
    of('a key until it is painted, nothing said yet: median', 'ms', (each) => percentile(each.typedAtFirst, 0.5)),
    of('  p99', 'ms', (each) => percentile(each.typedAtFirst, 0.99)),
    of(
      `a key until it is painted, ${many(lines)} lines: median`,
      'ms',
      (each) => percentile(each.typedAtLast, 0.5),
      'below 50',
    ),
    of('  p99', 'ms', (each) => percentile(each.typedAtLast, 0.99), 'below 50'),
    of(`heap after ${many(burst)} lines`, 'MiB', (each) => each.afterBurst.mebibytes),
    of(`  after ${many(lines)} lines`, 'MiB', (each) => each.afterAll.mebibytes),
    of('  after scrolling to the top and back five times', 'MiB', (each) => each.afterScrolling.mebibytes, 'as before'),
    of(`DOM nodes after ${many(burst)} lines`, '', (each) => each.afterBurst.nodes),
    of(`  after ${many(lines)} lines`, '', (each) => each.afterAll.nodes, 'as before'),
    of('  after scrolling', '', (each) => each.afterScrolling.nodes, 'as before'),
    of('lines lost', '', (each) => each.faults.lost, '0'),
    of('  doubled', '', (each) => each.faults.doubled, '0'),
    of('  out of order', '', (each) => each.faults.reordered, '0'),
  ];
};

const LONG_MS = 50;
/** In so many strides a reader scrolls from one end to the other. */
const STEPS = 20;
