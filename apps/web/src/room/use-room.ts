import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import type { Visit } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { rejoinAs } from '../session/session.ts';
import { previousPageId } from '../browser/storage.ts';
import { storeNickname } from '../session/stored-session.ts';
import { isPermanentError, refusalOf } from '../sync/room-api.ts';
import { uuid } from '../browser/uuid.ts';
import { sendMutation, type RoomMutation } from '../sync/mutation.ts';
import { ignoredMemberIds, hideIgnored, type VisibleView } from '../sync/ignored-rows.ts';
import { saveOutbox, releaseOutbox, onOutboxReleased, claimOutboxes } from '../browser/outbox-storage.ts';
import { openPages, holdPageLock } from '../browser/open-pages.ts';
import { Outbox } from '../sync/outbox.ts';
import { onPageWake } from '../browser/page-wakeups.ts';
import { RoomStore } from '../sync/room-store.ts';
import { createBrowserTabs } from '../sync/tab-channel.ts';
import { useIgnored } from '../settings/use-ignore-list.ts';
import { Wakeups } from '../sync/wakeups.ts';

/**
 * The room of one visit, kept up to date as long as it is shown: its view as its reader gets to see it, the lines on their way, and what can be done there. Calls
 * `onTextsLeft` with texts that another visit of this browser did not get sent.
 */
export const useRoom = (visit: Visit, onTextsLeft: (texts: readonly string[]) => void) => {
  const { mutateAsync: run } = useMutation({ mutationFn: runErrand, networkMode: 'always' });
  const [{ page, pageBefore, wakes, store, outbox }] = useState(() => {
    const page = uuid();
    const pageBefore = previousPageId.read();
    const wakes = new Wakeups();
    const deliver = (errand: RoomMutation, signal: AbortSignal) => run({ errand, signal });
    const outbox = new Outbox({ deliver, refusalOf, isPermanentError, pause: wakes.pause, newId: uuid });
    const store = new RoomStore({
      visit,
      wait: api.wait,
      members: api.members,
      rejoin: rejoinAs,
      refusalOf,
      isPermanentError,
      wakeups: wakes,
      tabsOf: createBrowserTabs,
      outbox,
      tab: page,
    });
    return { page, pageBefore, wakes, outbox, store };
  });
  useEffect(() => store.run(), [store]);
  useEffect(() => store.subscribe(() => storeNickname(store.view().you)), [store]);
  useEffect(() => onPageWake(wakes.wake), [wakes]);

  const giveBack = useEffectEvent(onTextsLeft);
  useEffect(() => {
    const mounted = new AbortController();
    const { signal } = mounted;
    const keep = () => saveOutbox(page, store.view().you.id, outbox.entries());
    const takeOver = async () => {
      const isOpen = await openPages();
      if (signal.aborted) return;
      const isStillOpen = (other: string) => other === page || (other !== pageBefore && isOpen(other));
      const { lines, texts } = claimOutboxes(store.view().you.id, isStillOpen);
      if (lines.length > 0) outbox.adopt(lines);
      if (texts.length > 0) giveBack(texts);
    };
    previousPageId.write(page);
    holdPageLock(page, signal);
    void takeOver();
    const undo = [outbox.subscribe(keep), onOutboxReleased(() => void takeOver()), wakes.subscribe(() => void takeOver())];
    const goodbye = () => {
      releaseOutbox(page);
      api.close();
    };
    window.addEventListener('pagehide', goodbye, { signal });
    window.addEventListener('pageshow', keep, { signal });
    return () => {
      mounted.abort();
      for (const each of undo) each();
    };
  }, [page, pageBefore, wakes, store, outbox]);

  const known = useSyncExternalStore(store.subscribe, store.view);
  const names = useIgnored();
  const view = useMemo((): VisibleView => {
    const ignored = ignoredMemberIds(names, known);
    return { ...known, ignored, rows: hideIgnored(ignored, known.rows) };
  }, [names, known]);
  const outgoing = useSyncExternalStore(outbox.subscribe, outbox.entries);
  const sorted = useSyncExternalStore(outbox.subscribe, outbox.groups);
  return { view, outgoing, sorted, outbox, store };
};

const runErrand = ({ errand, signal }: { errand: RoomMutation; signal: AbortSignal }) => sendMutation(api, errand, signal);
