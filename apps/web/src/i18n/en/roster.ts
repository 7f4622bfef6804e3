import type { ReactNode } from 'react';
import { sentence } from '../sentence.ts';
import { counted, number } from './numbers.ts';

/** The roster, member cards, and the typing indicator. */
export const roster = {
  whoIsHere: 'People',
  hereNow: (count: number) => `${number(count)} here`,
  /** Follows `hereNow`. */
  andAway: (count: number) => `· ${number(count)} away`,
  away: 'away',
  ignored: 'ignored',
  search: 'Search people',
  found: (count: number) => `${counted(count, { one: 'person', other: 'people' })} found.`,
  nobodyFound: 'No one found.',
  since: (time: ReactNode) => sentence`Here since ${time}`,
  sinceBefore: 'Was here when you joined',
  isAway: 'Away',
  isGone: 'Left',
  isYou: 'This is you.',
  mention: 'Mention',
  ignore: 'Ignore',
  heed: 'Unignore',
  whatIgnoringDoes: 'Hides their messages in this browser. They won’t know.',
  writes: (who: ReactNode) => sentence`${who} is typing`,
  bothWrite: (one: ReactNode, other: ReactNode) => sentence`${one} and ${other} are typing`,
  severalWrite: 'Several people are typing',
};
