import type { Browser } from '@playwright/test';
import { Person } from '../support/person.ts';
import { showFormattingCharacters } from '../support/show-formatting-characters.ts';
import { percentile, type Figure } from './figure.ts';
import { measureMemory, type MemoryUse } from './memory.ts';
import { observeLongTasks, type LongTasks } from './long-tasks.ts';
import { findViolations, readScreens, type Violations } from './screens.ts';
import type { sizes } from './sizes.ts';
import { joinSenders, type SentMessage } from './senders.ts';
import { measureKeyLatency } from './key-latency.ts';

/** The measurements of one long session. */
interface SessionMeasurement {
  readonly firstKeyLatencies: readonly number[];
  readonly burst: LongTasks & { readonly lagMs: number };
  readonly afterBurst: MemoryUse;
  readonly growth: LongTasks & { readonly lagMs: number };
  readonly afterAll: MemoryUse;
  readonly lastKeyLatencies: readonly number[];
  readonly afterScrolling: MemoryUse;
  readonly violations: Violations;
}

/** Measures one person's session in an empty room at `url`: others send many messages, and the person types and scrolls back. */
export const measureSession = async (
  browser: Browser,
  url: string,
  size: typeof sizes,
): Promise<SessionMeasurement> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const ann = new Person('Ann', page);
  await ann.joins(url);
  const others = await joinSenders(url);
  const takeLongTasks = await observeLongTasks(page);
  const sent: SentMessage[] = [];

  /** Has the others send messages and waits until the last one is rendered. After an absence all of them arrive at once. */
  const receive = async (count: number, isAway = false) => {
    await context.setOffline(isAway);
    const messages = await others.send(count);
    await takeLongTasks();
    await context.setOffline(false);
    const sentAt = performance.now();
    sent.push(...messages);
    await page.locator(`#letter-${messages.at(-1)?.letter}`).waitFor({ state: 'attached', timeout: 120_000 });
    const lagMs = performance.now() - sentAt;
    return { ...(await takeLongTasks()), lagMs };
  };
  const type = async () => {
    await ann.composer.fill('');
    await ann.composer.focus();
    const ms = await measureKeyLatency(page, 'some typed text '.repeat(size.keys).slice(0, size.keys));
    await ann.composer.fill('');
    await takeLongTasks();
    return ms;
  };
  const scrollThrough = () =>
    ann.transcript.evaluate(async (list, steps) => {
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let times = 0; times < 5; times++) {
        for (const direction of [-1, 1]) {
          const distance = list.scrollHeight / steps;
          for (let step = 0; step < steps; step++) {
            list.scrollTop += direction * distance;
            await nextFrame();
          }
        }
      }
    }, STEPS);

  const firstKeyLatencies = await type();
  const burst = await receive(size.burst, true);
  const afterBurst = await measureMemory(page);
  const growth = await receive(size.messages - size.burst);
  const afterAll = await measureMemory(page);
  const lastKeyLatencies = await type();
  await scrollThrough();
  const afterScrolling = await measureMemory(page);
  // The messages are compared as they were typed.
  await showFormattingCharacters(page, 'shown');
  const violations = findViolations(await readScreens(page, sent[0]?.letter ?? 0), sent);
  await context.close();
  return { firstKeyLatencies, burst, afterBurst, growth, afterAll, lastKeyLatencies, afterScrolling, violations };
};

/** Turns the measurements of several sessions into figures. */
export const sessionFigures = (
  sessions: readonly SessionMeasurement[],
  { burst, messages }: typeof sizes,
): Figure[] => {
  const of = (name: string, unit: string, value: (session: SessionMeasurement) => number, target?: string): Figure => ({
    name,
    unit,
    values: sessions.map(value),
    ...(target && { target }),
  });
  const longest = (ms: readonly number[]) => Math.max(0, ...ms);
  const blocking = (ms: readonly number[]) => ms.reduce((sum, each) => sum + each - LONG_MS, 0);
  const formatCount = (count: number) => count.toLocaleString('en');
  return [
    of(
      `${formatCount(burst)} messages at once after an absence: longest task over 50 ms`,
      'ms',
      (each) => longest(each.burst.tasks),
      'none: 0',
    ),
    of('  long tasks', '', (each) => each.burst.tasks.length, '0'),
    of('  longest frame over 50 ms', 'ms', (each) => longest(each.burst.frames)),
    of('  total blocking time', 'ms', (each) => blocking(each.burst.tasks), '0'),
    of('  delay until the last is rendered', 'ms', (each) => each.burst.lagMs),
    of(`up to ${formatCount(messages)} messages: longest task over 50 ms`, 'ms', (each) => longest(each.growth.tasks)),
    of('  total blocking time', 'ms', (each) => blocking(each.growth.tasks)),
    of('  delay until the last is rendered', 'ms', (each) => each.growth.lagMs),
    of('key to paint, empty transcript: median', 'ms', (each) => percentile(each.firstKeyLatencies, 0.5)),
    of('  p99', 'ms', (each) => percentile(each.firstKeyLatencies, 0.99)),
    of(
      `key to paint, ${formatCount(messages)} messages: median`,
      'ms',
      (each) => percentile(each.lastKeyLatencies, 0.5),
      'below 50',
    ),
    of('  p99', 'ms', (each) => percentile(each.lastKeyLatencies, 0.99), 'below 50'),
    of(`heap after ${formatCount(burst)} messages`, 'MiB', (each) => each.afterBurst.mebibytes),
    of(`  after ${formatCount(messages)} messages`, 'MiB', (each) => each.afterAll.mebibytes),
    of('  after scrolling to the top and back five times', 'MiB', (each) => each.afterScrolling.mebibytes, 'unchanged'),
    of(`DOM nodes after ${formatCount(burst)} messages`, '', (each) => each.afterBurst.nodes),
    of(`  after ${formatCount(messages)} messages`, '', (each) => each.afterAll.nodes, 'unchanged'),
    of('  after scrolling', '', (each) => each.afterScrolling.nodes, 'unchanged'),
    of('messages lost', '', (each) => each.violations.lost, '0'),
    of('  repeated', '', (each) => each.violations.repeated, '0'),
    of('  reordered', '', (each) => each.violations.reordered, '0'),
  ];
};

const LONG_MS = 50;
/** Scroll steps from one end of the transcript to the other. */
const STEPS = 20;
