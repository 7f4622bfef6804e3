import type { RoomSettings } from '@mailroom/shared';

/** Settings that decide nothing about commands: how long and how many waits are parked, and what reading and typing may cost. */
type ProcessSetting = 'holdMs' | 'parkedWaits' | 'typingPerNetwork' | 'readsPerNetwork' | 'failuresPerNetwork';

/** The settings that decide what a command does. They are part of the state of a room. */
export type DurableSettings = Omit<RoomSettings, ProcessSetting>;

/** Returns the settings that decide what a command does. */
export const durableSettings = (settings: RoomSettings): DurableSettings => {
  const durable: Partial<RoomSettings> & DurableSettings = { ...settings };
  delete durable.holdMs;
  delete durable.parkedWaits;
  delete durable.typingPerNetwork;
  delete durable.readsPerNetwork;
  delete durable.failuresPerNetwork;
  return durable;
};
