import type { Refusal } from '@mailroom/shared';
import type { CommandRefusal } from '../room/composer/slash-commands.ts';
import type { Words } from './en.ts';

/** What to tell a person to whom the room, or the page before it, said no. */
export const refusalWords = ({ refusals: words }: Words, refusal: Refusal | CommandRefusal): string => {
  switch (refusal.refusal) {
    case 'nickname-taken':
      return words.nicknameTaken;
    case 'nickname-invalid':
      return {
        empty: words.nicknameEmpty,
        'too-long': words.nicknameTooLong(refusal.limit),
        'not-letters-or-digits': words.nicknameNotLetters,
        'too-many-marks': words.nicknameTooManyMarks,
      }[refusal.rule];
    case 'text-invalid':
    case 'reason-invalid':
      return {
        empty: words.textEmpty,
        'too-long': (refusal.refusal === 'reason-invalid' ? words.reasonTooLong : words.textTooLong)(refusal.limit),
        'not-unicode': words.textNotUnicode,
        'too-many-marks': words.textTooManyMarks,
      }[refusal.rule];
    case 'too-fast':
      return words.tooFast(Math.ceil(refusal.retryAfterMs / 1_000));
    case 'too-many-from-host':
      return words.tooManyFromHost(refusal.limit);
    case 'room-full':
      return words.roomFull(refusal.limit);
    case 'room-busy':
      return words.roomBusy;
    case 'no-session':
      return words.noSession;
    case 'id-reused':
      return words.idReused;
    case 'message-unknown':
      return words.lineUnknown;
    case 'too-late':
      return words.tooLate(Math.round(refusal.limit / 60_000));
    case 'no-command':
      return words.noCommand(refusal.name);
    case 'nothing-done':
      return words.nothingDone;
  }
};
