import type { Letter } from '@mailroom/shared';
import { createEmitter } from '../sync/store.ts';

const requests = createEmitter<Letter['id']>();

/** The hash of the permalink to a letter. */
export const letterHash = (id: number) => `#letter-${id}`;

/** The id in a hash like "#letter-123". Undefined for any other hash. */
export const letterIdFromHash = (hash: string): Letter['id'] | undefined => {
  const [, id] = /^#letter-(\d{1,15})$/.exec(hash) ?? [];
  return id === undefined ? undefined : Number(id);
};

/** Scrolls to a letter. Without a transcript, as in the lobby, it writes the hash instead, which the transcript reads when it opens. */
export const goToLetter = (id: Letter['id']) => {
  if (!requests.hasListeners()) history.replaceState(history.state, '', letterHash(id));
  requests.emit(id);
};

/** Calls `listener` with each letter to scroll to, from `goToLetter` or from a change of the hash. Returns the unsubscribe function. */
export const onPermalink = (listener: (id: Letter['id']) => void): (() => void) => {
  const onHashChange = () => {
    const id = letterIdFromHash(location.hash);
    if (id !== undefined) listener(id);
  };
  window.addEventListener('hashchange', onHashChange);
  const unsubscribe = requests.subscribe(listener);
  return () => {
    window.removeEventListener('hashchange', onHashChange);
    unsubscribe();
  };
};
