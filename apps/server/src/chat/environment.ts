/** All that the room asks of the world. */
export interface World {
  /** Ms since 1970, for people to read. May jump. */
  now(): number;
  /** Ms since some moment, for measuring. Never jumps. */
  elapsed(): number;
  /** A new secret of at least 128 random bits. */
  newId(): string;
  /** Runs the task once: now, or a little later when there is much to do. */
  soon(task: () => void): void;
}
