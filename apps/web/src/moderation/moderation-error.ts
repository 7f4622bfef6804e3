import type { Refusal } from '@mailroom/shared';
import type { ModerationTexts } from '../i18n/moderation-texts.ts';
import { refusalOf } from '../sync/room-api.ts';

/** What to tell somebody whose call failed. */
export const moderationError = (texts: ModerationTexts, error: unknown): string => {
  const refusal = refusalOf(error);
  if (!refusal) return texts.unreachable;
  if (refusal.refusal === 'invitation-invalid') return texts.invalid[refusal.why];
  if (refusal.refusal === 'too-many-invitations') return texts.tooManyInvitations;
  return isForbidden(refusal) ? texts.notPermitted : texts.failed;
};

/** Whether the role, or the whole session, has ended meanwhile. */
const isForbidden = ({ refusal }: Refusal) =>
  refusal === 'not-permitted' || refusal === 'outranked' || refusal === 'no-session';
