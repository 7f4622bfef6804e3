import { GrantList, type Role } from '@mailroom/shared';
import { createRoomClient, requestTimeout, type Fetch } from './room-client.ts';

/**
 * A client of the procedures for roles of the room at `url`. Every call gives up after 10 s, and may be repeated: `claim` by its attempt,
 * `invite` by its `clientMsgId`.
 *
 * @throws as the calls of `createRoomApi` do
 */
export const createModerationApi = ({ url, fetch }: { url: string; fetch: Fetch }) => {
  const client = createRoomClient({ url, fetch });
  const options = () => ({ signal: requestTimeout() });
  return {
    /** Accepts an invitation. Refusals: `invitation-invalid`, `too-many-grants`. */
    claim: (request: { invitation: string; attempt: string }) => client.moderation.claim.mutate(request, options()),
    /** Ends the role of this browser. */
    resign: () => client.moderation.resign.mutate(undefined, options()),
    /** Opens an invitation, and returns its token. Refusals: `no-session`, `not-permitted`, `too-many-invitations`. */
    invite: (request: { role: Role; clientMsgId: string }) => client.moderation.invite.mutate(request, options()),
    /** Ends a role or an open invitation. Refusals: `no-session`, `not-permitted`, `outranked`. */
    revoke: (id: string) => client.moderation.revoke.mutate({ id }, options()),
    /** Lists the grants and the open invitations. Refusals: `no-session`, `not-permitted`, `too-fast`. */
    grants: async () => GrantList.parse(await client.moderation.grants.query(undefined, options())),
  };
};
