import { useEffect, useEffectEvent, useState } from 'react';
import { openPages } from '../browser/open-pages.ts';
import { claimOutboxes, onOutboxReleased, releaseOutbox, saveOutbox } from '../browser/storage/outbox-storage.ts';
import { pageId } from '../browser/ids/page-id.ts';
import type { UnsentText } from '../sync/outbox-entry.ts';
import type { Outbox } from '../sync/outbox.ts';
import type { RoomStore } from '../sync/room-store.ts';
import type { Wakeups } from '../sync/wakeups.ts';

/**
 * Saves the outbox in the browser's storage, and adopts the outboxes of pages that closed before they sent everything. Calls
 * `onTextsRestored` with the texts of outboxes that belong to another member of this browser.
 *
 * @returns whether the browser has stored all of the outbox
 */
export const useStoredOutbox = (
  { store, outbox, wakeups }: StoredOutboxOptions,
  onTextsRestored: (texts: readonly UnsentText[]) => void,
): boolean => {
  const [isStored, setIsStored] = useState(true);
  const restoreTexts = useEffectEvent(onTextsRestored);
  useEffect(() => {
    const mounted = new AbortController();
    const { signal } = mounted;
    const save = () => setIsStored(saveOutbox(pageId, store.view().you.id, outbox.entries()));
    const claim = async () => {
      const isOpen = await openPages();
      if (signal.aborted) return;
      const isStillOpen = (other: string) => other === pageId || isOpen(other);
      const { mutations, texts } = claimOutboxes(store.view().you.id, isStillOpen);
      if (mutations.length > 0) outbox.adopt(mutations);
      if (texts.length > 0) restoreTexts(texts);
    };
    void claim();
    const unsubscribers = [
      outbox.subscribe(save),
      onOutboxReleased(() => void claim()),
      wakeups.subscribe(() => {
        // The storage may work again.
        save();
        void claim();
      }),
    ];
    window.addEventListener('pagehide', () => releaseOutbox(pageId), { signal });
    // A page from the back/forward cache needs its outbox again.
    window.addEventListener('pageshow', save, { signal });
    return () => {
      mounted.abort();
      for (const unsubscribe of unsubscribers) unsubscribe();
    };
  }, [wakeups, store, outbox]);
  return isStored;
};

interface StoredOutboxOptions {
  readonly store: RoomStore;
  readonly outbox: Outbox;
  readonly wakeups: Wakeups;
}
