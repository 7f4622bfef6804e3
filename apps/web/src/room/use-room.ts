import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Visit } from '@mailroom/shared';
import { api } from '../api.ts';
import { isFinal, refusalIn } from '../room-api.ts';
import { uuid } from '../uuid.ts';
import { keepLines, takeKeptLines } from './kept-lines.ts';
import { Outbox } from './outbox.ts';
import { pause } from './pause.ts';
import { RoomStore } from './room-store.ts';

/**
 * The room of one visit, kept up to date as long as it is shown: its view, the lines on their way, what can be done there, and the texts
 * that an earlier visit in this tab did not get sent.
 */
export const useRoom = (visit: Visit) => {
  const { mutateAsync: deliver } = useMutation({ mutationFn: api.send, networkMode: 'always' });
  const [{ store, outbox, texts }] = useState(() => {
    const { lines, texts } = takeKeptLines(visit.you.id);
    const outbox = new Outbox({ deliver, refusalIn, isFinal, pause, newId: uuid, lines });
    const rejoin = () => api.join({ nickname: visit.you.nickname, attempt: uuid() });
    const store = new RoomStore({ visit, ask: api.wait, isExpelled, isFinal, pause, rejoin, outbox, tab: uuid() });
    return { outbox, store, texts };
  });
  useEffect(() => store.run(), [store]);
  useEffect(() => outbox.subscribe(() => keepLines(visit.you.id, outbox.lines())), [outbox, visit.you.id]);
  useEffect(() => {
    window.addEventListener('pagehide', api.close);
    return () => window.removeEventListener('pagehide', api.close);
  }, []);
  const view = useSyncExternalStore(store.subscribe, store.view);
  const lines = useSyncExternalStore(outbox.subscribe, outbox.lines);
  return { view, lines, outbox, texts };
};

const isExpelled = (error: unknown) => refusalIn(error)?.refusal === 'no-session';
