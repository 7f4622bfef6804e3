/** A delivery is slow if it takes this long, in ms. */
const SLOW_DELIVERY_MS = 4;
/** Cooldown after a slow delivery, as a multiple of its duration. The clients it answered wait again, which costs about as much. */
const COOLDOWN_FACTOR = 3;
const MIN_COOLDOWN_MS = 25;
const MAX_COOLDOWN_MS = 1_000;

export interface DeliverySchedulerOptions {
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  /** Runs `task` after `ms`. */
  readonly setTimer: (task: () => void, ms: number) => void;
}

/**
 * Creates a function that runs deliveries: at once while they are fast, and after a cooldown when the previous one was slow. A deferred
 * delivery includes the letters that arrive meanwhile. So the number of members limits the cost per second, not the number of messages.
 */
export const createDeliveryScheduler = ({ monotonicNow, setTimer }: DeliverySchedulerOptions) => {
  let cooldownUntil = 0;

  const run = (deliver: () => void) => {
    const startedAt = monotonicNow();
    deliver();
    const endedAt = monotonicNow();
    const duration = endedAt - startedAt;
    const cooldown = Math.min(Math.max(duration * COOLDOWN_FACTOR, MIN_COOLDOWN_MS), MAX_COOLDOWN_MS);
    cooldownUntil = duration < SLOW_DELIVERY_MS ? 0 : endedAt + cooldown;
  };

  return (deliver: () => void) => {
    const cooldown = cooldownUntil - monotonicNow();
    if (cooldown <= 0) run(deliver);
    else setTimer(() => run(deliver), cooldown);
  };
};
