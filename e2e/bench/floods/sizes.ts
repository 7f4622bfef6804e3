import { readSize } from '../read-size.ts';

/** The sizes of the benchmark, read from the environment. */
export const sizes = {
  /** Rounds of each flood, each once without it and once with it. */
  rounds: readSize('FLOOD_ROUNDS', 5, 1),
  /** Duration of a round without the flood, and of most rounds with it, in ms. */
  roundMs: readSize('FLOOD_ROUND_MS', 800, 1),
  /** Connections of most floods. */
  connections: readSize('FLOOD_CONNECTIONS', 40, 1),
  /** Connections that never finish their headers. */
  halfOpen: readSize('FLOOD_HALF_OPEN', 10_000, 1),
};
