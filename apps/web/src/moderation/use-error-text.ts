import { refusalText } from '../i18n/refusal-text.ts';
import { useStrings } from '../i18n/use-strings.ts';
import { isPermanentError, refusalOf } from '../sync/room-api.ts';
import { useModerationTexts } from './use-moderation-texts.ts';

/** Returns a function that says why a call failed, and what to do about it. */
export const useErrorText = (): ((error: unknown) => string) => {
  const texts = useModerationTexts();
  const strings = useStrings();
  return (error) => {
    const refusal = refusalOf(error);
    if (!refusal) return isPermanentError(error) ? texts.failed : texts.unreachable;
    if (refusal.refusal === 'invitation-invalid') return texts.invalid[refusal.why];
    if (refusal.refusal === 'too-many-invitations') return texts.tooManyInvitations;
    if (refusal.refusal === 'too-many-grants') return texts.tooManyGrants;
    const isForbidden = refusal.refusal === 'not-permitted' || refusal.refusal === 'outranked';
    return isForbidden ? texts.notPermitted : refusalText(strings, refusal);
  };
};
