/** The token of the invitation to a role that a hash like "#invite=token" names. Undefined for any other hash. */
export const invitationFromHash = (hash: string): string | undefined => /^#invite=([\w-]{1,64})$/.exec(hash)?.[1];

/** The link with which somebody accepts an invitation to a role. */
export const invitationLink = (roomAddress: string, token: string) => `${roomAddress}#invite=${token}`;

/** Calls `listener` with each invitation that the address of the page names from now on. Returns the unsubscribe function. */
export const onInvitation = (listener: (token: string) => void): (() => void) => {
  const onHashChange = () => {
    const token = invitationFromHash(location.hash);
    if (token !== undefined) listener(token);
  };
  window.addEventListener('hashchange', onHashChange);
  return () => window.removeEventListener('hashchange', onHashChange);
};

/** Removes the invitation from the address, so that nobody shares or reloads it. Replaces the entry in the browser’s history. */
export const removeInvitation = () => {
  if (invitationFromHash(location.hash) !== undefined) {
    history.replaceState(history.state, '', location.pathname + location.search);
  }
};
