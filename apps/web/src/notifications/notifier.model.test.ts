import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Bell, type Tally } from './notifier.ts';

const HISTORIES = Math.min(Number(process.env['HISTORIES'] ?? 300), 100_000);

const tab = fc.nat(2);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('say' as const) }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constantFrom('hear', 'look', 'cover'), tab }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('pass' as const), ms: fc.constantFrom(400, 1_000, 5_000) }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('go on' as const) }) },
);

test('whatever three tabs hear, and whenever, each line is seen or told of, and told of no more than once', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const histories = fc.asyncProperty(
    fc.array(step, { maxLength: 40, size: 'max' }),
    fc.scheduler(),
    async (steps, scheduler) => {
      const browser = new ModelBrowser(scheduler);
      for (const next of steps) {
        if (next.act === 'say') browser.said++;
        else if (next.act === 'pass') t.mock.timers.tick(next.ms);
        else if (next.act === 'go on') await oneGoesOn(scheduler);
        else browser.tabs[next.tab]?.[next.act]();
        browser.check();
      }
      for (const each of browser.tabs) each.cover();
      for (const each of browser.tabs) each.hear();
      for (let rounds = 0; rounds < 3; rounds++) {
        await scheduler.waitIdle();
        t.mock.timers.tick(6_000);
      }
      await scheduler.waitIdle();
      browser.check();
      for (let id = 0; id < browser.said; id++)
        assert.ok(browser.seen.has(id) || browser.told.has(id), `line ${id} is lost`);
      for (const each of browser.tabs) each.stop();
    },
  );
  await fc.assert(histories, { numRuns: HISTORIES });
});

const oneGoesOn = async (scheduler: fc.Scheduler) => {
  if (scheduler.count() > 0) await scheduler.waitOne();
};

/** A browser with three tabs, and what became of each line. */
class ModelBrowser {
  said = 0;
  /** Each line that was told of, and how often. */
  readonly told = new Map<number, number>();
  readonly seen = new Set<number>();
  readonly tabs: readonly ModelTab[];
  readonly tally = { next: 0, told: 0 };

  constructor(scheduler: fc.Scheduler) {
    this.tabs = [0, 1, 2].map(() => new ModelTab(this, scheduler));
  }

  check() {
    for (const [id, times] of this.told) assert.equal(times, 1, `line ${id} is told of ${times} times`);
  }
}

class ModelTab {
  readonly #browser: ModelBrowser;
  readonly #bell: Bell;
  #heard = 0;
  #isLookedAt = false;

  constructor(browser: ModelBrowser, scheduler: fc.Scheduler) {
    this.#browser = browser;
    const changeTally = (_epoch: string, change: (tally: Tally) => Tally) => {
      const changed = async () => {
        const before = { ...browser.tally };
        Object.assign(browser.tally, change(before));
        return before;
      };
      return scheduler.schedule(Promise.resolve()).then(changed);
    };
    this.#bell = new Bell({
      changeTally,
      isLookedAt: () => this.#isLookedAt,
      tell: (lines) => {
        for (const { id } of lines) browser.told.set(id, (browser.told.get(id) ?? 0) + 1);
      },
    });
  }

  hear() {
    const ids = Array.from({ length: this.#browser.said - this.#heard }, (_, index) => this.#heard + index);
    this.#heard = this.#browser.said;
    if (this.#isLookedAt) for (const id of ids) this.#browser.seen.add(id);
    this.#bell.hear(ids.map((id) => ({ epoch: 'first', id })));
  }

  look() {
    this.#isLookedAt = true;
    for (let id = 0; id < this.#heard; id++) this.#browser.seen.add(id);
    this.#bell.look('first', this.#heard);
  }

  cover() {
    this.#isLookedAt = false;
  }

  stop() {
    this.#bell.stop();
  }
}
