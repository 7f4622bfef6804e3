import type { ModerationTexts } from '../i18n/moderation-texts.ts';
import type { Strings } from '../i18n/en.ts';
import { refusalText } from '../i18n/refusal-text.ts';
import { isPermanentError, refusalOf } from '../sync/room-api.ts';

/** What to tell somebody whose call failed. */
export const moderationError = (
  { texts, strings }: { texts: ModerationTexts; strings: Strings },
  error: unknown,
): string => {
  const refusal = refusalOf(error);
  if (!refusal) return isPermanentError(error) ? texts.failed : texts.unreachable;
  if (refusal.refusal === 'invitation-invalid') return texts.invalid[refusal.why];
  if (refusal.refusal === 'too-many-invitations') return texts.tooManyInvitations;
  if (refusal.refusal === 'too-many-grants') return texts.tooManyGrants;
  const isForbidden = refusal.refusal === 'not-permitted' || refusal.refusal === 'outranked';
  return isForbidden ? texts.notPermitted : refusalText(strings, refusal);
};
