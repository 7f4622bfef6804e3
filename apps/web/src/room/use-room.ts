import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Visit } from '@mailroom/shared';
import { api, isFinal, refusalIn } from '../api.ts';
import { uuid } from '../uuid.ts';
import { Outbox } from './outbox.ts';
import { pause } from './pause.ts';
import { RoomStore } from './room-store.ts';

/** The room of one visit, kept up to date as long as it is shown: its view, the lines on their way, and what can be done there. */
export const useRoom = (visit: Visit) => {
  const { mutateAsync: deliver } = useMutation({ mutationFn: api.send, networkMode: 'always' });
  const [{ store, outbox }] = useState(() => {
    const outbox = new Outbox({ deliver, refusalIn, isFinal, pause, newId: uuid });
    const rejoin = () => api.join({ nickname: visit.you.nickname, attempt: uuid() });
    const store = new RoomStore({ visit, ask: api.wait, isExpelled, isFinal, pause, rejoin, outbox, tab: uuid() });
    return { outbox, store };
  });
  useEffect(() => store.run(), [store]);
  useEffect(() => {
    window.addEventListener('pagehide', api.close);
    return () => window.removeEventListener('pagehide', api.close);
  }, []);
  const view = useSyncExternalStore(store.subscribe, store.view);
  const lines = useSyncExternalStore(outbox.subscribe, outbox.lines);
  return { view, lines, outbox };
};

const isExpelled = (error: unknown) => refusalIn(error)?.refusal === 'no-session';
