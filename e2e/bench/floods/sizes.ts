/** The sizes of the benchmark, read from the environment. */
export const sizes = {
  /** Rounds of each flood, each once without it and once with it. */
  rounds: readSize('FLOOD_ROUNDS', 5),
  /** Duration of a round without the flood, and of most rounds with it, in ms. */
  roundMs: readSize('FLOOD_ROUND_MS', 800),
  /** Connections of most floods. */
  connections: readSize('FLOOD_CONNECTIONS', 40),
  /** Connections that never finish their headers. */
  halfOpen: readSize('FLOOD_HALF_OPEN', 10_000),
};

function readSize(name: string, byDefault: number) {
  const value = Number(process.env[name] ?? byDefault);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} is not a whole number above 0`);
  return value;
}
