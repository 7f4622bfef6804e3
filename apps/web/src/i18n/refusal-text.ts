import type { Refusal } from '@mailroom/shared';
import type { Strings } from './en.ts';

/** Why the page refuses a slash command itself, without asking the server. */
export type LocalRefusal =
  /** `name` is the abbreviated name of the command. */
  { readonly refusal: 'unknown-command'; readonly name: string } | { readonly refusal: 'empty-action' };

/** The message for a refusal by the server or by the page. */
export const refusalText = ({ refusals }: Strings, refusal: Refusal | LocalRefusal): string => {
  switch (refusal.refusal) {
    case 'nickname-taken':
      return refusals.nicknameTaken;
    case 'nickname-invalid':
      return {
        empty: refusals.nicknameEmpty,
        'too-long': refusals.nicknameTooLong(refusal.limit),
        'not-letters-or-digits': refusals.nicknameNotLettersOrDigits,
        'too-many-marks': refusals.nicknameTooManyMarks,
        reserved: refusals.nicknameReserved,
      }[refusal.rule];
    case 'text-invalid':
    case 'reason-invalid':
      return {
        empty: refusals.textEmpty,
        'too-long': (refusal.refusal === 'reason-invalid' ? refusals.reasonTooLong : refusals.textTooLong)(
          refusal.limit,
        ),
        'not-unicode': refusals.textNotUnicode,
        'too-many-marks': refusals.textTooManyMarks,
      }[refusal.rule];
    case 'too-fast':
      return (refusal.scope === 'network' ? refusals.tooFastNetwork : refusals.tooFast)(
        Math.ceil(refusal.retryAfterMs / 1_000),
      );
    case 'too-many-from-host':
      return refusals.tooManyFromNetwork(refusal.limit);
    case 'room-full':
      return refusals.roomFull(refusal.limit);
    case 'room-busy':
      return refusals.roomBusy;
    case 'not-kept':
      return refusals.notKept;
    case 'host-mismatch':
      return refusals.hostMismatch;
    case 'headers-too-large':
      return refusals.headersTooLarge;
    case 'no-session':
      return refusals.noSession;
    case 'id-reused':
      return refusals.idReused;
    case 'message-unknown':
      return refusals.messageUnknown;
    case 'emoji-invalid':
      return refusals.emojiInvalid;
    case 'too-many-reactions':
      return refusals.tooManyReactions(refusal.limit);
    case 'too-late':
      return refusals.tooLate(Math.round(refusal.limit / 60_000));
    // The dialogs of roles say more.
    case 'not-permitted':
    case 'outranked':
    case 'invitation-invalid':
    case 'too-many-invitations':
    case 'too-many-grants':
      return refusals.notPossible;
    case 'unknown-command':
      return refusals.unknownCommand(refusal.name);
    case 'empty-action':
      return refusals.emptyAction;
  }
};
