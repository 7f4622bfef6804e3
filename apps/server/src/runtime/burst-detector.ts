export interface BurstDetectorOptions {
  /** Number of events within `windowMs` that are a burst. */
  readonly limit: number;
  readonly windowMs: number;
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
}

/** Networks that are counted at the same time. Bounds the memory; the network without events for the longest time is forgotten first. */
const MAX_NETWORKS = 1_000;

/**
 * Creates a function that counts the events of each network. It returns true for the event that makes a burst, and then starts counting
 * this network again. Takes constant time.
 */
export const createBurstDetector = ({ limit, windowMs, monotonicNow }: BurstDetectorOptions) => {
  const counts = new Map<string, { readonly startedAt: number; count: number }>();

  return (network: string): boolean => {
    const now = monotonicNow();
    const known = counts.get(network);
    counts.delete(network);
    const current = known && now - known.startedAt < windowMs ? known : { startedAt: now, count: 0 };
    if (++current.count >= limit) return true;
    counts.set(network, current);
    const [oldest] = counts.keys();
    if (counts.size > MAX_NETWORKS && oldest !== undefined) counts.delete(oldest);
    return false;
  };
};
