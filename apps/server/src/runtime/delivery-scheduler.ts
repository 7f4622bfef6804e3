/** A room is busy while telling everyone of one delivery takes longer than this, in ms. */
const BUSY_MS = 4;
/** A busy room rests so many times as long as it told: those who were told ask again, which costs about as much. */
const REST = 3;
const LEAST_REST_MS = 25;
const MOST_REST_MS = 1_000;

export interface PaceOptions {
  /** Ms of a clock that never jumps. */
  readonly elapsed: () => number;
  /** Calls back after this many ms. */
  readonly later: (task: () => void, ms: number) => void;
}

/**
 * Runs deliveries: at once while they are cheap; after one that took long, the next one rests first, in proportion, and brings all
 * that came in the meantime. So the cost of a second is bounded by how many are here, and not by how much they say.
 */
export const deliveryPace = ({ elapsed, later }: PaceOptions) => {
  let restUntil = 0;

  const run = (deliver: () => void) => {
    const begun = elapsed();
    deliver();
    const done = elapsed();
    const cost = done - begun;
    restUntil = cost < BUSY_MS ? 0 : done + Math.min(Math.max(cost * REST, LEAST_REST_MS), MOST_REST_MS);
  };

  return (deliver: () => void) => {
    const rest = restUntil - elapsed();
    if (rest <= 0) run(deliver);
    else later(() => run(deliver), rest);
  };
};
