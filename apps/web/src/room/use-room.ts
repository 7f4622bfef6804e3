import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { JoinResult } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { createBrowserTabs } from '../browser/browser-tabs.ts';
import { pageId } from '../browser/ids/page-id.ts';
import { onPageWake } from '../browser/page-wakeups.ts';
import { uuid } from '../browser/ids/uuid.ts';
import { rejoinAs } from '../session/session.ts';
import { storeNickname } from '../session/stored-session.ts';
import { useIgnoreList } from '../settings/use-ignore-list.ts';
import { hideIgnored, ignoredMemberIds, type VisibleView } from '../sync/view/ignored-rows.ts';
import { sendMutation } from '../sync/mutation.ts';
import { Outbox } from '../sync/outbox.ts';
import type { OutboxEntry, OutboxGroups, UnsentText } from '../sync/outbox-entry.ts';
import { isPermanentError, refusalOf } from '../sync/room-api.ts';
import { RoomStore } from '../sync/room-store.ts';
import { Wakeups } from '../sync/wakeups.ts';
import { useStoredOutbox } from './use-stored-outbox.ts';

/** The room of one session. */
export interface RoomState {
  /** The view without the messages of ignored members. */
  readonly view: VisibleView;
  readonly entries: readonly OutboxEntry[];
  readonly groups: OutboxGroups;
  readonly outbox: Outbox;
  readonly store: RoomStore;
  /** Whether the browser has stored all of the outbox, so that a reload loses nothing. */
  readonly isOutboxStored: boolean;
}

/**
 * Keeps the room of a session up to date while the component is mounted. Calls `onTextsRestored` with texts that an earlier session of this
 * browser did not send.
 */
export const useRoom = (joined: JoinResult, onTextsRestored: (texts: readonly UnsentText[]) => void): RoomState => {
  const [{ wakeups, outbox, store }] = useState(() => createRoom(joined));
  useEffect(() => store.run(), [store]);
  useEffect(() => store.subscribe(() => storeNickname(store.view().you)), [store]);
  useEffect(() => onPageWake(wakeups.wake), [wakeups]);
  const isOutboxStored = useStoredOutbox({ store, outbox, wakeups }, onTextsRestored);
  useEffect(() => {
    window.addEventListener('pagehide', api.close);
    return () => window.removeEventListener('pagehide', api.close);
  }, []);
  const view = useVisibleView(store);
  const entries = useSyncExternalStore(outbox.subscribe, outbox.entries);
  const groups = useSyncExternalStore(outbox.subscribe, outbox.groups);
  return { view, entries, groups, outbox, store, isOutboxStored };
};

const createRoom = (joined: JoinResult) => {
  const wakeups = new Wakeups();
  const outbox = new Outbox({
    deliver: (mutation, signal) => sendMutation(api, mutation, signal),
    refusalOf,
    isPermanentError,
    pause: wakeups.pause,
    newId: uuid,
  });
  const store = new RoomStore({
    joined,
    wait: api.wait,
    members: api.members,
    history: api.history,
    rejoin: rejoinAs,
    refusalOf,
    isPermanentError,
    wakeups,
    tabsOf: createBrowserTabs,
    outbox,
    tab: pageId,
  });
  return { wakeups, outbox, store };
};

const useVisibleView = (store: RoomStore): VisibleView => {
  const view = useSyncExternalStore(store.subscribe, store.view);
  const ignoreList = useIgnoreList();
  return useMemo(() => {
    const ignored = ignoredMemberIds(ignoreList, view);
    return { ...view, ignored, rows: hideIgnored(ignored, view.rows) };
  }, [ignoreList, view]);
};
