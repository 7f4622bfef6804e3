import type { ReactNode } from 'react';
import { sentence } from '../sentence.ts';
import { counted, number } from './numbers.ts';

/** Who is here, who is away, who writes, and whom one ignores. */
export const roster = {
  whoIsHere: 'Who is here',
  hereNow: 'Here now',
  /** Behind how many are here. */
  andAway: (count: number) => `and ${number(count)} away`,
  away: 'away',
  ignored: 'ignored',
  search: 'Search by nickname',
  found: (count: number) => `${counted(count, { one: 'person', other: 'people' })} found.`,
  nobodyFound: 'Nobody here has a nickname like that.',
  since: (time: ReactNode) => sentence`Here since ${time}`,
  sinceBefore: 'Here since before you came',
  isAway: 'Away at the moment',
  isGone: 'Not here any more',
  isYou: 'This is you.',
  mention: 'Mention',
  ignore: 'Ignore',
  heed: 'Stop ignoring',
  whatIgnoringDoes: 'What they write is folded up, in this browser only. They are not told.',
  writes: (who: ReactNode) => sentence`${who} is writing`,
  bothWrite: (one: ReactNode, other: ReactNode) => sentence`${one} and ${other} are writing`,
  severalWrite: 'Several people are writing',
};
