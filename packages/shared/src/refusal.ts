import type { Role } from './member.ts';
import type { InvitationProblem } from './moderation.ts';
import type { NicknameRule } from './nickname.ts';
import type { TextRule } from './message-text.ts';

/**
 * Why the room refused a call. Sent in the `data` of a tRPC error: `data.refusal` and the extra fields beside it.
 * A refused call changes nothing and does not use up its `clientMsgId`. Lengths are in code points, times in ms.
 *
 * | code | when | extra fields |
 * |---|---|---|
 * | `no-session` | the caller sent no session, or one that has ended; or a join attempt was repeated after its session ended | |
 * | `nickname-taken` | a member, or an idle member whose nickname is reserved, has this nickname or one that looks the same | |
 * | `nickname-invalid` | the nickname breaks `rule` | `rule`; `limit`: maximum length |
 * | `text-invalid` | the message text breaks `rule` | `rule`; `limit`: maximum length |
 * | `reason-invalid` | the reason for leaving breaks `rule` | `rule`; `limit`: maximum length |
 * | `too-fast` | the member, or with `scope` the client network, has reached a limit | `retryAfterMs`, `limit`, `scope`: see `TooFast` |
 * | `too-many-from-host` | the client network has as many members as it may have | `limit`: members per network |
 * | `room-full` | the room has as many members as it may have | `limit`: members |
 * | `room-busy` | the server is overloaded and admits no new members | `retryAfterMs`: when to try again |
 * | `not-kept` | the room could not store the call, and did nothing; it may be repeated with the same `clientMsgId` or join attempt | `retryAfterMs`: when to try again |
 * | `id-reused` | the `clientMsgId` or join attempt was used for a different call | |
 * | `message-unknown` | the message was deleted, or the room no longer has it; or, for `edit` and `delete`, the caller did not send it in this session, or sent it too long ago to be remembered | |
 * | `emoji-invalid` | the reaction is not one emoji | |
 * | `too-many-reactions` | the message has as many reactions as it may have | `limit`: reactions per message |
 * | `host-mismatch` | the page's origin has another host than the request: a proxy changes the Host header, or another site calls | |
 * | `headers-too-large` | the headers of the request have more than 8 KiB, probably because of cookies | |
 * | `too-late` | the message is too old to be changed | `limit`: maximum age |
 * | `not-permitted` | the member's role is not high enough | `needs`: the lowest role that is |
 * | `outranked` | the grant belongs to an owner, or the invitation to the operator | |
 * | `invitation-invalid` | the invitation cannot be claimed | `why` |
 * | `too-many-invitations` | the room has as many open invitations as it may have | `limit`: open invitations |
 * | `too-many-grants` | the room has as many grants as it may have | `limit`: grants |
 */
export type Refusal =
  | { refusal: 'no-session' }
  | { refusal: 'nickname-taken' }
  | { refusal: 'nickname-invalid'; rule: NicknameRule; limit: number }
  | { refusal: 'text-invalid'; rule: TextRule; limit: number }
  | { refusal: 'reason-invalid'; rule: TextRule; limit: number }
  | TooFast
  | { refusal: 'too-many-from-host'; limit: number }
  | { refusal: 'room-full'; limit: number }
  | { refusal: 'room-busy'; retryAfterMs: number }
  | { refusal: 'not-kept'; retryAfterMs: number }
  | { refusal: 'id-reused' }
  | { refusal: 'host-mismatch' }
  | { refusal: 'headers-too-large' }
  | { refusal: 'message-unknown' }
  | { refusal: 'emoji-invalid' }
  | { refusal: 'too-many-reactions'; limit: number }
  | { refusal: 'too-late'; limit: number }
  | { refusal: 'not-permitted'; needs: Role }
  | { refusal: 'outranked' }
  | { refusal: 'invitation-invalid'; why: InvitationProblem }
  | { refusal: 'too-many-invitations'; limit: number }
  | { refusal: 'too-many-grants'; limit: number };

/**
 * The same call would pass after `retryAfterMs`. `limit`: calls per window, or per minute. `scope` is missing if the limit is the member's
 * own.
 */
export interface TooFast {
  refusal: 'too-fast';
  retryAfterMs: number;
  limit: number;
  scope?: 'network';
}

/** The code of a refusal. */
export type RefusalName = Refusal['refusal'];
