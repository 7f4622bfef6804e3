import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { onDraftsStored, pageDraft } from '../browser/storage/draft-storage.ts';
import { openPages } from '../browser/open-pages.ts';
import { unsentText, type DraftStore } from './composer/draft-store.ts';

/** The unsent text of a closed page, which the user can continue or discard. */
interface DraftOffer {
  readonly text: string;
  /** Puts the text into the draft. */
  readonly accept: () => void;
  readonly discard: () => void;
  /** Hides the offer. The next page offers the text again. */
  readonly hide: () => void;
}

/**
 * Returns the unsent text of a page that was closed before this one opened, if there is one. Offers are made one at a time, and by one page
 * only. Undefined during an edit, which hides the draft.
 */
export const useDraftOffer = (draftStore: DraftStore): DraftOffer | undefined => {
  const [offered, setOffered] = useState<ReturnType<typeof firstOffered>>();
  const update = useCallback(() => setOffered(firstOffered()), []);
  useEffect(() => {
    const mounted = new AbortController();
    const claim = async () => {
      const isOpen = await openPages();
      if (mounted.signal.aborted) return;
      pageDraft.claim(isOpen);
      update();
    };
    void claim();
    // A page that the browser shows again offers them again.
    window.addEventListener('pageshow', () => void claim(), mounted);
    const unsubscribe = onDraftsStored(update);
    return () => {
      mounted.abort();
      unsubscribe();
    };
  }, [update]);

  const isEditing = useSyncExternalStore(draftStore.subscribe, () => draftStore.getState().edit !== undefined);
  if (!offered || isEditing) return undefined;
  const decide = ({ isAccepted }: { isAccepted: boolean }) => {
    if (pageDraft.removeOffered(offered.pageId) && isAccepted) draftStore.adoptText(offered);
    update();
  };
  return {
    text: offered.text,
    accept: () => decide({ isAccepted: true }),
    discard: () => decide({ isAccepted: false }),
    hide: () => setOffered(undefined),
  };
};

/** Returns the first offered draft with a text. Removes those without one: edits that changed nothing. */
const firstOffered = () => {
  for (const draft of pageDraft.offered()) {
    const text = unsentText(draft);
    if (text !== '') return { pageId: draft.pageId, text, replyTo: draft.reply || undefined };
    pageDraft.removeOffered(draft.pageId);
  }
  return undefined;
};
