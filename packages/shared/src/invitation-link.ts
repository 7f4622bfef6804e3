/**
 * Returns the link with which a person accepts an invitation to a role. The token is in the fragment, which browsers send to no server, not even
 * as `Referer`.
 *
 * @param roomAddress the URL of the room, with a slash at the end
 */
export const invitationLink = (roomAddress: string, token: string): string => `${roomAddress}#invite=${token}`;

/** Returns the token that a hash like "#invite=token" names. Undefined for any other hash. */
export const invitationFromHash = (hash: string): string | undefined => /^#invite=([\w-]{1,64})$/.exec(hash)?.[1];
