import type { Refusal } from '@mailroom/shared';
import type { Outcome } from './room/goings.ts';
import type { EndOfVisit, Remark } from './room/room-view.ts';

/** What to tell a person whom the room refused something. */
export const refusalWords = (refusal: Refusal): string => {
  switch (refusal.refusal) {
    case 'nickname-taken':
      return 'Someone here has this nickname, or one that looks like it. Choose another.';
    case 'nickname-invalid':
      return {
        empty: 'Please write a nickname.',
        'too-long': `A nickname has at most ${refusal.limit} letters.`,
        'not-letters-or-digits': 'A nickname is made of letters and digits, without spaces or signs.',
        'too-many-marks': 'That is too many accents on one letter.',
      }[refusal.rule];
    case 'text-invalid':
    case 'reason-invalid':
      return {
        empty: 'There is nothing to read in this message.',
        'too-long': `A ${refusal.refusal === 'reason-invalid' ? 'reason' : 'message'} has at most ${refusal.limit} characters.`,
        'not-unicode': 'There is half a character in this message: it was cut somewhere.',
        'too-many-marks': 'There are too many accents on one letter in this message.',
      }[refusal.rule];
    case 'too-fast':
      return `That was fast. Try again in ${Math.ceil(refusal.retryAfterMs / 1_000)} s.`;
    case 'too-many-from-host':
      return `There are ${refusal.limit} people here from your network already. One of them has to leave first.`;
    case 'room-full':
      return `The room is full: ${refusal.limit} people are here.`;
    case 'room-busy':
      return 'The room is very busy at this moment. Try again in a few seconds.';
    case 'no-session':
      return 'Your visit is over. Please come in again.';
    case 'id-reused':
      return 'This was mixed up with something sent before. Please try again.';
  }
};

/** What to tell a person whose visit is over without their doing. */
export const endWords: Record<EndOfVisit, string> = {
  left: 'You left the room in another window.',
  kicked: 'You were shown out of the room.',
  banned: 'You were banned from the room.',
  expelled:
    'Your visit is over: you were away for too long, or left in another window. What you were writing is kept for when you come back.',
  'nickname-gone':
    'You were away, and somebody has your nickname now. What you were writing is kept: choose another nickname.',
  'no-room': 'You were away, and there is no room for you any more. What you were writing is kept for when there is.',
  'no-cookie': 'Your browser did not keep the cookie of this room. Allow cookies for this address, and come in again.',
};

/** The page's own remarks in the transcript. */
export const remarkWords: Record<Remark, string> = {
  establishing: 'Establishing connection to the room…',
  connected: 'Connected to the room.',
  'connected-again': 'Connected again.',
  resynced: 'Something did not fit together, so this page asked for it again.',
  'started-over': 'The room was started anew, and you are in again. What follows is new.',
  back: 'You were away, and the room had let you go. You are in again.',
};

/** What became of people in a while in which nobody said anything, after their names. */
export const goingWords: Record<Outcome, string> = {
  came: 'came in',
  'passed-through': 'came in and left',
  left: 'left',
  'came-back': 'left and came back',
};

/** Why someone left, for the end of the line that says so. */
export const leftWords = (reason: string): string => {
  if (reason === '') return '';
  return ` (${{ timeout: 'lost connection', closed: 'closed the page' }[reason] ?? reason})`;
};

/** What to tell a person when nothing came back. */
export const noAnswerWords = 'The room does not answer. Look whether you are connected, and try again.';

/** What to tell a person whose farewell did not reach the room. */
export const notToldWords = 'The room could not be told that you left. It will notice in a few minutes.';
