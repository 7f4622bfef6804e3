/** A room is busy while telling everyone of one delivery takes longer than this, in ms. */
const BUSY_MS = 4;
/** Of its time, a busy room spends at most one part in so many on telling; the rest is for those who ask again, speak and come in. */
const PARTS = 2;
const LEAST_REST_MS = 25;
const MOST_REST_MS = 400;

export interface PaceOptions {
  /** Ms of a clock that never jumps. */
  readonly elapsed: () => number;
  /** Calls back when all that is due by now is done. */
  readonly afterwards: (task: () => void) => void;
  /** Calls back after this many ms. */
  readonly later: (task: () => void, ms: number) => void;
}

/**
 * Runs deliveries: at once while they are cheap; after one that took long, the next one rests first, in proportion, and brings all
 * that came in the meantime. So the cost of a second is bounded by how many are here, and not by how much they say.
 */
export const deliveryPace = ({ elapsed, afterwards, later }: PaceOptions) => {
  let restUntil = 0;

  const run = (deliver: () => void) => {
    const begun = elapsed();
    deliver();
    // The answers are written after this tick, and are most of the cost.
    afterwards(() => {
      const cost = elapsed() - begun;
      const rest = Math.min(Math.max(cost * (PARTS - 1), LEAST_REST_MS), MOST_REST_MS);
      restUntil = cost < BUSY_MS ? 0 : elapsed() + rest;
    });
  };

  return (deliver: () => void) => {
    const rest = restUntil - elapsed();
    if (rest <= 0) run(deliver);
    else later(() => run(deliver), rest);
  };
};
