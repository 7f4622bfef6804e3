import type { NicknameRule } from './nickname.ts';
import type { TextRule } from './message-text.ts';

/**
 * Why the room said no, with what the caller needs to act on it. Travels as `error.data` of a tRPC error: `data.refusal` and the
 * fields beside it. Lengths in code points, times in ms.
 */
export type Refusal =
  | { refusal: 'no-session' }
  | { refusal: 'nickname-taken' }
  | { refusal: 'nickname-invalid'; rule: NicknameRule; limit: number }
  | { refusal: 'text-invalid'; rule: TextRule; limit: number }
  | { refusal: 'reason-invalid'; rule: TextRule; limit: number }
  | { refusal: 'too-fast'; retryAfterMs: number; limit: number }
  | { refusal: 'too-many-from-host'; limit: number }
  | { refusal: 'room-full'; limit: number }
  | { refusal: 'room-busy'; retryAfterMs: number }
  | { refusal: 'id-reused' }
  | { refusal: 'message-unknown' }
  | { refusal: 'too-late'; limit: number };

/** The name of a reason for which the room says no. */
export type RefusalName = Refusal['refusal'];
