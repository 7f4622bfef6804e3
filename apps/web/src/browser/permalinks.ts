import type { Letter } from '@mailroom/shared';

const listeners = new Set<(id: Letter['id']) => void>();

/** The letter that an address names after its path, as in "#letter-123". */
export const letterIdFromHash = (hash: string): Letter['id'] | undefined => {
  const [, id] = /^#letter-(\d{1,15})$/.exec(hash) ?? [];
  return id === undefined ? undefined : Number(id);
};

/** Brings the reader to a letter, if the page has it; from the lobby, when they come in. */
export const goToLetter = (id: Letter['id']) => {
  if (listeners.size === 0) history.replaceState(history.state, '', `#letter-${id}`);
  for (const listener of listeners) listener(id);
};

/** Calls back with each letter that the reader is to be brought to, by the address or otherwise. Returns its undo. */
export const onPermalink = (listener: (id: Letter['id']) => void): (() => void) => {
  const onHashChange = () => {
    const id = letterIdFromHash(location.hash);
    if (id !== undefined) listener(id);
  };
  window.addEventListener('hashchange', onHashChange);
  listeners.add(listener);
  return () => {
    window.removeEventListener('hashchange', onHashChange);
    listeners.delete(listener);
  };
};
