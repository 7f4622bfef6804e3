import type { Letter } from '@mailroom/shared';
import { createEmitter } from '../../sync/store.ts';

/** A letter of a ledger. The links of earlier versions do not name the ledger, and mean the current one. */
export interface LetterLink {
  readonly id: Letter['id'];
  readonly epoch?: string | undefined;
}

const requests = createEmitter<LetterLink>();

/** The hash of the permalink to a letter. */
export const letterHash = ({ id, epoch }: LetterLink) => `#letter-${id}${epoch === undefined ? '' : `-${epoch}`}`;

/** The letter that a hash like "#letter-123-epoch" names. Undefined for any other hash. */
export const letterLinkFromHash = (hash: string): LetterLink | undefined => {
  const [, id, epoch] = /^#letter-(\d{1,15})(?:-([\w-]{1,64}))?$/.exec(hash) ?? [];
  return id === undefined ? undefined : { id: Number(id), epoch };
};

/** Scrolls to a letter. Without a transcript, as in the lobby, it writes the hash instead, which the transcript reads when it opens. */
export const goToLetter = (link: LetterLink) => {
  if (!requests.hasListeners()) history.replaceState(history.state, '', letterHash(link));
  requests.emit(link);
};

/** Calls `listener` with each letter to scroll to, from `goToLetter` or from a change of the hash. Returns the unsubscribe function. */
export const onPermalink = (listener: (link: LetterLink) => void): (() => void) => {
  const onHashChange = () => {
    const link = letterLinkFromHash(location.hash);
    if (link) listener(link);
  };
  window.addEventListener('hashchange', onHashChange);
  const unsubscribe = requests.subscribe(listener);
  return () => {
    window.removeEventListener('hashchange', onHashChange);
    unsubscribe();
  };
};

/**
 * Removes the permalink from the address, because it was followed: a reload, or a bookmark, must not lead to an old message again, and the same
 * link can be opened again. Replaces the entry in the browser's history, so that the back button leads where it would have led.
 */
export const removePermalink = () => {
  if (letterLinkFromHash(location.hash)) history.replaceState(history.state, '', location.pathname + location.search);
};
