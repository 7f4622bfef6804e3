import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Notifier, type NotifiedTally } from './notifier.ts';

const HISTORIES = Math.min(Number(process.env['HISTORIES'] ?? 300), 100_000);

const tab = fc.nat(2);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('send' as const) }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constantFrom('receive', 'show', 'hide'), tab }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('advance' as const), ms: fc.constantFrom(400, 1_000, 5_000) }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('run one task' as const) }) },
);

test('in any order of events, three tabs notify of each unseen message exactly once', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const histories = fc.asyncProperty(
    fc.array(step, { maxLength: 40, size: 'max' }),
    fc.scheduler(),
    async (steps, scheduler) => {
      const browser = new ModelBrowser(scheduler);
      for (const next of steps) {
        if (next.type === 'send') browser.sentCount++;
        else if (next.type === 'advance') t.mock.timers.tick(next.ms);
        else if (next.type === 'run one task') await runOneTask(scheduler);
        else browser.tabs[next.tab]?.[next.type]();
        browser.check();
      }
      for (const each of browser.tabs) each.hide();
      for (const each of browser.tabs) each.receive();
      for (let rounds = 0; rounds < 3; rounds++) {
        await scheduler.waitIdle();
        t.mock.timers.tick(6_000);
      }
      await scheduler.waitIdle();
      browser.check();
      for (let id = 0; id < browser.sentCount; id++)
        assert.ok(browser.seen.has(id) || browser.notified.has(id), `message ${id} is lost`);
      for (const each of browser.tabs) each.stop();
    },
  );
  await fc.assert(histories, { numRuns: HISTORIES });
});

const runOneTask = async (scheduler: fc.Scheduler) => {
  if (scheduler.count() > 0) await scheduler.waitOne();
};

/** A browser with three tabs. Records what happened to each message. */
class ModelBrowser {
  sentCount = 0;
  /** How often each message was notified. */
  readonly notified = new Map<number, number>();
  readonly seen = new Set<number>();
  readonly tabs: readonly ModelTab[];
  readonly tally = { next: 0, notifiedCount: 0 };

  constructor(scheduler: fc.Scheduler) {
    this.tabs = [0, 1, 2].map(() => new ModelTab(this, scheduler));
  }

  check() {
    for (const [id, times] of this.notified) assert.equal(times, 1, `message ${id} is notified ${times} times`);
  }
}

class ModelTab {
  readonly #browser: ModelBrowser;
  readonly #notifier: Notifier;
  #receivedCount = 0;
  #isVisible = false;

  constructor(browser: ModelBrowser, scheduler: fc.Scheduler) {
    this.#browser = browser;
    const updateTally = (_epoch: string, update: (tally: NotifiedTally) => NotifiedTally) => {
      const apply = async () => {
        const before = { ...browser.tally };
        Object.assign(browser.tally, update(before));
        return before;
      };
      return scheduler.schedule(Promise.resolve()).then(apply);
    };
    this.#notifier = new Notifier({
      updateTally,
      isPageVisible: () => this.#isVisible,
      notify: (messages) => {
        for (const { id } of messages) browser.notified.set(id, (browser.notified.get(id) ?? 0) + 1);
      },
    });
  }

  receive() {
    const count = this.#browser.sentCount - this.#receivedCount;
    const ids = Array.from({ length: count }, (_, index) => this.#receivedCount + index);
    this.#receivedCount = this.#browser.sentCount;
    if (this.#isVisible) for (const id of ids) this.#browser.seen.add(id);
    this.#notifier.onMessages(ids.map((id) => ({ epoch: 'first', id })));
  }

  show() {
    this.#isVisible = true;
    for (let id = 0; id < this.#receivedCount; id++) this.#browser.seen.add(id);
    this.#notifier.markSeen('first', this.#receivedCount);
  }

  hide() {
    this.#isVisible = false;
  }

  stop() {
    this.#notifier.stop();
  }
}
