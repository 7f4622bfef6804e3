import { useEffect, useState } from 'react';
import type { RoomStore } from '../sync/room-store.ts';

/** The loading of all older messages. */
export interface LoadAll {
  readonly isRunning: boolean;
  /** Resolves when all are loaded, or when loading failed; with `false` if it was stopped. */
  readonly start: () => Promise<boolean>;
  readonly stop: () => void;
}

/** Loads all older messages when asked to. Stops when the component unmounts. */
export const useLoadAll = (store: RoomStore): LoadAll => {
  const [running, setRunning] = useState<AbortController>();
  useEffect(() => () => running?.abort(), [running]);
  const start = async () => {
    const started = new AbortController();
    setRunning(started);
    await store.loadAllOlder(started.signal);
    setRunning((current) => (current === started ? undefined : current));
    return !started.signal.aborted;
  };
  return {
    isRunning: running !== undefined,
    start,
    stop: () => {
      running?.abort();
      setRunning(undefined);
    },
  };
};
