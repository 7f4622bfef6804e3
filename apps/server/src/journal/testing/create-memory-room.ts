import type { RoomSettings } from '@mailroom/shared';
import type { RoomEnvironment } from '../../chat/environment.ts';
import { JournaledRoom } from '../journaled-room.ts';
import { MemoryJournal } from '../memory-journal.ts';

/** Creates a room whose journal keeps nothing. Unexpected errors are thrown. */
export const createMemoryRoom = (settings: RoomSettings, environment: RoomEnvironment): JournaledRoom => {
  const onUnexpectedError = (error: unknown) => {
    throw error;
  };
  const room = new JournaledRoom({
    settings,
    environment,
    journal: new MemoryJournal(),
    runId: 'test',
    onUnexpectedError,
  });
  // A journal in memory is open at once.
  void room.open();
  return room;
};
