import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 20;
/** Median delay of the event loop, in ms, above which users notice it. */
const MAX_MEDIAN_DELAY_MS = 250;
const RETRY_AFTER_MS = 2_000;

type DelayHistogram = Pick<ReturnType<typeof monitorEventLoopDelay>, 'enable' | 'percentile' | 'reset'>;

/**
 * Creates a monitor that detects whether the process is overloaded.
 * - `sample`: call it once per second; it evaluates the delays since the previous call.
 * - `retryAfterMs`: 0 while the process keeps up; otherwise 2,000 to 4,000 ms, so that rejected clients do not return at the same time.
 *
 * `random` returns a number from 0 up to 1.
 */
export const createOverloadMonitor = (
  random: () => number,
  delay: DelayHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
) => {
  let isOverloaded = false;
  delay.enable();
  return {
    sample: () => {
      isOverloaded = delay.percentile(50) / 1e6 > MAX_MEDIAN_DELAY_MS;
      delay.reset();
    },
    retryAfterMs: () => (isOverloaded ? Math.round(RETRY_AFTER_MS * (1 + random())) : 0),
  };
};
