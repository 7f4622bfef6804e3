/** A hold of `holdMs` give or take 10 %, so that polls which began together do not end together. `random` answers from 0 up to 1. */
export const jitteredHold = (holdMs: number, random: () => number): number =>
  Math.round(holdMs * (0.9 + 0.2 * random()));

/** One question that may be answered much later: by whoever is listened to, by the deadline, or not at all when the caller hangs up. */
export interface LongPoll<Answer> {
  /** Begins to listen; may tell at once. The returned function stops it. */
  readonly listen: (tell: (answer: Answer) => void) => () => void;
  /** Ms until `onDeadline` answers; 0 answers at once. */
  readonly holdMs: number;
  readonly onDeadline: () => Answer;
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal | undefined;
}

/** A listener, a deadline and a hang-up become one promise. Nothing of it is left behind once it is settled. */
export const longPoll = <Answer>({ listen, holdMs, onDeadline, signal }: LongPoll<Answer>) =>
  new Promise<Answer>((resolve) => {
    let isOver = false;
    let stop: (() => void) | undefined;
    let deadline: NodeJS.Timeout | undefined;
    const finish = (answer: Answer) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(deadline);
      signal?.removeEventListener('abort', giveUp);
      stop?.();
      resolve(answer);
    };
    // Nobody reads what is said to a closed socket; answering still settles the call.
    const giveUp = () => finish(onDeadline());

    stop = listen(finish);
    if (isOver) stop();
    else if (holdMs === 0 || signal?.aborted) giveUp();
    else {
      deadline = setTimeout(giveUp, holdMs);
      signal?.addEventListener('abort', giveUp, { once: true });
    }
  });
