import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import type { Visit } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { comeInAgainAs } from '../session/session.ts';
import { lastPage } from '../browser/storage.ts';
import { keepNickname } from '../session/stored-session.ts';
import { isFinal, refusalIn } from '../sync/room-api.ts';
import { uuid } from '../browser/uuid.ts';
import { ask, type Errand } from '../sync/mutation.ts';
import { ignoredMembers, shownTo, type ShownView } from '../sync/ignored-rows.ts';
import { keepLines, leaveLines, onLinesLeft, takeLines } from '../browser/outbox-storage.ts';
import { openPages, sayOpen } from '../browser/open-pages.ts';
import { Outbox } from '../sync/outbox.ts';
import { ringOnPageWakes } from '../browser/page-wakeups.ts';
import { RoomStore } from '../sync/room-store.ts';
import { browserTabs } from '../sync/tab-channel.ts';
import { useIgnored } from '../settings/use-ignore-list.ts';
import { Wakes } from '../sync/wakeups.ts';

/**
 * The room of one visit, kept up to date as long as it is shown: its view as its reader gets to see it, the lines on their way, and what can be done there. Calls
 * `onTextsLeft` with texts that another visit of this browser did not get sent.
 */
export const useRoom = (visit: Visit, onTextsLeft: (texts: readonly string[]) => void) => {
  const { mutateAsync: run } = useMutation({ mutationFn: runErrand, networkMode: 'always' });
  const [{ page, pageBefore, wakes, store, outbox }] = useState(() => {
    const page = uuid();
    const pageBefore = lastPage.read();
    const wakes = new Wakes();
    const deliver = (errand: Errand, signal: AbortSignal) => run({ errand, signal });
    const outbox = new Outbox({ deliver, refusalIn, isFinal, pause: wakes.pause, newId: uuid });
    const store = new RoomStore({
      visit,
      ask: api.wait,
      members: api.members,
      rejoin: comeInAgainAs,
      refusalIn,
      isFinal,
      wakes,
      tabsOf: browserTabs,
      outbox,
      tab: page,
    });
    return { page, pageBefore, wakes, outbox, store };
  });
  useEffect(() => store.run(), [store]);
  useEffect(() => store.subscribe(() => keepNickname(store.view().you)), [store]);
  useEffect(() => ringOnPageWakes(wakes.ring), [wakes]);

  const giveBack = useEffectEvent(onTextsLeft);
  useEffect(() => {
    const mounted = new AbortController();
    const { signal } = mounted;
    const keep = () => keepLines(page, store.view().you.id, outbox.all());
    const takeOver = async () => {
      const isOpen = await openPages();
      if (signal.aborted) return;
      const isStillOpen = (other: string) => other === page || (other !== pageBefore && isOpen(other));
      const { lines, texts } = takeLines(store.view().you.id, isStillOpen);
      if (lines.length > 0) outbox.takeOver(lines);
      if (texts.length > 0) giveBack(texts);
    };
    lastPage.write(page);
    sayOpen(page, signal);
    void takeOver();
    const undo = [outbox.subscribe(keep), onLinesLeft(() => void takeOver()), wakes.listen(() => void takeOver())];
    const goodbye = () => {
      leaveLines(page);
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
  const view = useMemo((): ShownView => {
    const ignored = ignoredMembers(names, known);
    return { ...known, ignored, rows: shownTo(ignored, known.rows) };
  }, [names, known]);
  const outgoing = useSyncExternalStore(outbox.subscribe, outbox.all);
  const sorted = useSyncExternalStore(outbox.subscribe, outbox.sorted);
  return { view, outgoing, sorted, outbox, store };
};

const runErrand = ({ errand, signal }: { errand: Errand; signal: AbortSignal }) => ask(api, errand, signal);
