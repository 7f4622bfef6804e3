/** A point on the screen, in CSS pixels. */
interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

/**
 * The state of the finger.
 *
 * | state    | meaning                                                     | leaves on                                  |
 * | -------- | ----------------------------------------------------------- | ------------------------------------------ |
 * | idle     | no finger is down, or its gesture was rejected              | start → pressing                           |
 * | pressing | a finger is down on the target, and may become a long press | time, hold → held; move, end → idle        |
 * | held     | it was a long press, and the finger is still down           | end → idle                                 |
 */
type State<Target> =
  | { readonly type: 'idle' }
  | { readonly type: 'pressing'; readonly target: Target; readonly from: Point; readonly stopTimer: () => void }
  | { readonly type: 'held' };

/** Recognizes a long press of one finger that stays where it is. */
export class LongPress<Target> {
  readonly #options: LongPressOptions<Target>;
  #state: State<Target> = { type: 'idle' };

  constructor(options: LongPressOptions<Target>) {
    this.#options = options;
  }

  get isDown(): boolean {
    return this.#state.type !== 'idle';
  }

  /** Call when the first finger touches the target. */
  start(target: Target, from: Point) {
    this.end();
    const stopTimer = this.#options.setTimer(() => this.hold(), LONG_PRESS_MS);
    this.#state = { type: 'pressing', target, from, stopTimer };
  }

  move({ clientX, clientY }: Point) {
    if (this.#state.type !== 'pressing') return;
    const { from } = this.#state;
    if (Math.hypot(clientX - from.clientX, clientY - from.clientY) > MAX_MOVE) this.end();
  }

  /** Call when the browser itself reports a long press (`contextmenu`). Returns whether it was a long press. */
  hold(): boolean {
    if (this.#state.type === 'pressing') {
      const { target, stopTimer } = this.#state;
      stopTimer();
      this.#state = { type: 'held' };
      this.#options.onLongPress(target);
    }
    return this.#state.type === 'held';
  }

  /** Call when the finger is lifted, when the list scrolls, and when a second finger touches the screen. */
  end() {
    if (this.#state.type === 'pressing') this.#state.stopTimer();
    this.#state = { type: 'idle' };
  }
}

/** After this time on the target, in ms, a press is a long one. */
export const LONG_PRESS_MS = 500;
/** How far the finger may move meanwhile, in CSS pixels. */
export const MAX_MOVE = 10;

interface LongPressOptions<Target> {
  readonly onLongPress: (target: Target) => void;
  /** Calls `callback` after `ms`, unless the returned function was called. */
  readonly setTimer: (callback: () => void, ms: number) => () => void;
}
