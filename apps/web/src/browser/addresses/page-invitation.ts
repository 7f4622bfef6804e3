import { invitationFromHash } from '@mailroom/shared';

/** The token of the invitation to a role that the address of the page names, if any. */
export const pageInvitation = (): string | undefined => invitationFromHash(location.hash);

/** Calls `listener` with each invitation that the address of the page names from now on. Returns the unsubscribe function. */
export const onInvitation = (listener: (token: string) => void): (() => void) => {
  const onHashChange = () => {
    const token = pageInvitation();
    if (token !== undefined) listener(token);
  };
  window.addEventListener('hashchange', onHashChange);
  return () => window.removeEventListener('hashchange', onHashChange);
};

/** Removes the invitation from the address, so that nobody shares or reloads it. Replaces the entry in the browser’s history. */
export const removeInvitation = () => {
  if (pageInvitation() !== undefined) {
    history.replaceState(history.state, '', location.pathname + location.search);
  }
};
