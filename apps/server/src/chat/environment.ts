import type { ScheduleDelivery } from './mailbox/post-office.ts';

/** Everything that the room needs from outside: clocks, random ids, digests and scheduling. */
export interface RoomEnvironment {
  /** Wall-clock time in ms since 1970, for display. May jump. */
  now(): number;
  /** Ms since an arbitrary moment, for measuring durations. Never jumps and never goes back. */
  monotonicNow(): number;
  /** Returns a new secret with at least 128 random bits. */
  newId(): string;
  /** Returns what `digest` of packages/shared returns. The server's own hash takes a tenth of the time. */
  digest(text: string): string;
  readonly scheduleDelivery: ScheduleDelivery;
}
