/**
 * Returns the link with which the page claims an invitation. The token is in the fragment, which reaches no server, proxy log or Referer.
 *
 * @param roomUrl the URL of the room, with a slash at the end
 */
export const invitationUrl = (roomUrl: string, token: string): string => `${roomUrl}#invite=${token}`;
