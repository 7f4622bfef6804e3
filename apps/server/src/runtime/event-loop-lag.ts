import { monitorEventLoopDelay } from 'node:perf_hooks';

const LOOK_MS = 20;
/** Later than this, in ms, most of a second long, and people notice. */
const LAGGING_MS = 250;
const RETRY_AFTER_MS = 2_000;

type Delay = Pick<ReturnType<typeof monitorEventLoopDelay>, 'enable' | 'percentile' | 'reset'>;

/** Watches whether this process keeps up. `look` belongs to be called each second; `busyMs` is 0, or the ms after which to try again. */
export const loopLag = (random: () => number, delay: Delay = monitorEventLoopDelay({ resolution: LOOK_MS })) => {
  let isLagging = false;
  delay.enable();
  return {
    look: () => {
      isLagging = delay.percentile(50) / 1e6 > LAGGING_MS;
      delay.reset();
    },
    busyMs: () => (isLagging ? Math.round(RETRY_AFTER_MS * (1 + random())) : 0),
  };
};
