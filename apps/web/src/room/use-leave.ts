import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { api } from '../browser/api.ts';
import { clearSession } from '../session/stored-session.ts';
import type { RoomStore } from '../sync/room-store.ts';
import type { Connection, LobbyNotice } from '../sync/view/room-view.ts';

/** Leaves the room on request. Calls `onExit` after that, and when the room ends the connection; with a notice, if the user needs one. */
export const useLeave = (store: RoomStore, connection: Connection, onExit: (notice?: LobbyNotice) => void) => {
  const exit = (notice?: LobbyNotice) => {
    clearSession();
    store.announceLeft();
    onExit(notice);
  };
  const mutation = useMutation({
    mutationFn: api.leave,
    networkMode: 'always',
    retry: 1,
    onSuccess: () => exit(),
    onError: () => exit('leave-failed'),
  });
  const onConnectionEnd = useEffectEvent((notice: LobbyNotice) => onExit(notice));
  useEffect(() => {
    // Leaving on request ends the connection too, and needs no notice.
    if (connection.state === 'ended' && !mutation.isPending) onConnectionEnd(connection.why);
  }, [connection, mutation.isPending]);
  const leave = (reason: string) => {
    if (!mutation.isPending) mutation.mutate(reason);
  };
  return { leave, isLeaving: mutation.isPending };
};
