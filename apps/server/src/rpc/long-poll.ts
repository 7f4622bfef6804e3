/**
 * Returns `holdMs` ±10 % in whole ms, so that polls that start together end apart. For a client with a `maxHoldMs` it is at most that. `random`
 * returns a number from 0 up to 1.
 */
export const jitteredHold = (
  { holdMs, maxHoldMs = Infinity }: { holdMs: number; maxHoldMs?: number | undefined },
  random: () => number,
): number => Math.round(Math.min(holdMs, maxHoldMs / 1.1) * (0.9 + 0.2 * random()));

/** A call that may be answered much later: by the listener, at the end of the hold, or never if the caller disconnects. */
export interface LongPoll<Answer> {
  /** Starts to listen; may call `listener` at once. The returned function stops it and returns the answer as of then. */
  readonly listen: (listener: (answer: Answer) => void) => () => Answer;
  /** Calls `onEnd` at the end of the hold. The returned function cancels that. */
  readonly hold: (onEnd: () => void) => () => void;
  /** Calls `listener` when the caller disconnects. */
  readonly onDisconnect: (listener: () => void) => void;
}

/** Runs a long poll: calls `answer` once, or never if the caller disconnects first, and releases the listener and the hold. */
export const runLongPoll = <Answer>(
  { listen, hold, onDisconnect }: LongPoll<Answer>,
  answer: (answer: Answer) => void,
) => {
  let isOver = false;
  let cancelHold: (() => void) | undefined;
  const stop = listen((news) => {
    isOver = true;
    cancelHold?.();
    answer(news);
  });
  if (isOver) return;
  cancelHold = hold(() => {
    isOver = true;
    answer(stop());
  });
  onDisconnect(() => {
    if (isOver) return;
    isOver = true;
    cancelHold?.();
    stop();
  });
};
