import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { EngineWindow } from '../engines/engine.ts';
import { clickMouse, moveMouse, pressKeys, typeText, type InputSource, type Point } from '../engines/input.ts';
import { findParts, type FindOptions, type Part, type Query } from './find-parts.ts';

const INTERVAL_MS = 30;
/** Guards against hanging: far more than any wait takes, also on a busy machine. */
const HANG_MS = 60_000;

/** A page in a window, as a person uses it: looks at it, presses keys and moves a pointer. */
export class BrowserPage {
  readonly window: EngineWindow;

  constructor(window: EngineWindow) {
    this.window = window;
  }

  /** Calls a function in the page. It uses nothing but its arguments, which like the result are JSON values. */
  async evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    const json = JSON.stringify(await this.window.evaluate({ source: String(run), args }));
    const result: Result = JSON.parse(json);
    return result;
  }

  /** Returns the elements that a person can see now. */
  parts(query: Query, options: FindOptions = {}): Promise<Part[]> {
    return this.evaluate(findParts, query, options);
  }

  /**
   * Waits until the visible elements meet a condition. Without one, until there is an element. Returns them.
   *
   * @throws {AssertionError} with what was visible last, if that takes too long
   */
  async sees(query: Query, condition: (parts: readonly Part[]) => boolean = (parts) => parts.length > 0) {
    const startedAt = performance.now();
    for (;;) {
      const parts = await this.parts(query);
      if (condition(parts)) return parts;
      const seen = () => `${JSON.stringify(query)} does not meet ${String(condition)}: ${JSON.stringify(parts)}`;
      if (performance.now() - startedAt > HANG_MS) assert.fail(seen());
      await sleep(INTERVAL_MS);
    }
  }

  /** Waits until there is no such element. */
  async seesNo(query: Query) {
    await this.sees(query, (parts) => parts.length === 0);
  }

  /** Waits until all of the first such element is in the window. Returns it. */
  async seesInWindow(query: Query): Promise<Part> {
    const [first] = await this.sees(query, (parts) => parts[0]?.isInWindow === true);
    assert.ok(first);
    return first;
  }

  /** Waits until the first such element is in the window and stands still. Returns it. */
  async seesAtRest(query: Query): Promise<Part> {
    for (let before = await this.seesInWindow(query); ;) {
      await this.evaluate(
        () => new Promise<null>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
      );
      const now = await this.seesInWindow(query);
      if (isDeepStrictEqual(now.box, before.box)) return now;
      before = now;
    }
  }

  /** Waits until a function that is called in the page returns true. It uses nothing but its arguments. */
  async waitsUntil<Args extends readonly unknown[]>(isTrue: (...args: Args) => boolean, ...args: Args) {
    const startedAt = performance.now();
    while (!(await this.evaluate(isTrue, ...args))) {
      if (performance.now() - startedAt > HANG_MS) assert.fail(`not true: ${String(isTrue)} ${JSON.stringify(args)}`);
      await sleep(INTERVAL_MS);
    }
  }

  /** Waits until the elements have these texts. */
  async seesTexts(query: Query, ...texts: string[]) {
    const startedAt = performance.now();
    for (;;) {
      const found = (await this.parts(query)).map(({ text }) => text);
      if (isDeepStrictEqual(found, texts)) return;
      if (performance.now() - startedAt > HANG_MS) assert.deepEqual(found, texts, JSON.stringify(query));
      await sleep(INTERVAL_MS);
    }
  }

  /** Waits until the first such element has the focus. */
  async seesFocus(query: Query) {
    await this.sees(query, ([first]) => first?.isFocused === true);
  }

  /** Waits until the first such field has this value. */
  async seesValue(query: Query, value: string) {
    await this.sees(query, ([first]) => first?.value === value);
  }

  async click(query: Query, offset?: Point) {
    await this.#perform(clickMouse(await this.#pointAt(query, offset)));
  }

  /** Holds a finger on the first such element until there is an element of the other kind. */
  async pressesUntil(pressed: Query, expected: Query, offset?: Point) {
    const point = await this.#pointAt(pressed, offset);
    await this.window.putFinger(point);
    await this.sees(expected);
    await this.window.liftFinger(point);
  }

  async hover(query: Query, offset?: Point) {
    await this.#perform(moveMouse(await this.#pointAt(query, offset)));
  }

  /** Moves the mouse out of the way. */
  async movesMouseAway() {
    await this.#perform(moveMouse({ x: 0, y: 0 }));
  }

  /** Types into the element with the focus, key by key. */
  async types(text: string) {
    await this.#perform(typeText(text));
  }

  /** Presses keys, such as `Shift+Enter`, one after the other. */
  async presses(...chords: string[]) {
    for (const chord of chords) await this.#perform(pressKeys(chord));
  }

  /** Replaces what a field contains. */
  async fills(query: Query, text: string) {
    await this.click(query);
    await this.presses('Control+a', 'Delete');
    await this.types(text);
  }

  async #perform(source: InputSource) {
    await this.window.perform([source]);
  }

  /** Scrolls to the first such element, and waits until it stands still and nothing covers it. Returns where to press it. */
  async #pointAt(query: Query, offset?: Point): Promise<Point> {
    let before: Point | undefined;
    const startedAt = performance.now();
    for (;;) {
      const [part] = await this.parts(query, { ...(offset && { offset }), isScrolledTo: true });
      if (part?.isReachable && isDeepStrictEqual(part.point, before)) return part.point;
      before = part?.point;
      if (performance.now() - startedAt > HANG_MS)
        assert.fail(`nobody can press ${JSON.stringify(query)}: ${JSON.stringify(part)}`);
      await sleep(INTERVAL_MS);
    }
  }
}
