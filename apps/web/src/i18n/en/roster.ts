import type { ReactNode } from 'react';
import { sentence } from '../sentence.ts';
import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber } = numberFormat('en');

/** The roster, member cards, and the typing indicator. */
export const roster = {
  title: 'People',
  hereCount: (count: number) => `${formatNumber(count)} here`,
  /** Follows `hereCount`. */
  awayCount: (count: number) => `· ${formatNumber(count)} away`,
  role: { owner: 'owner', moderator: 'moderator' },
  away: 'away',
  ignored: 'ignored',
  search: 'Search people',
  foundCount: (count: number) => `${formatCount(count, { one: 'person', other: 'people' })} found.`,
  noneFound: 'No one found.',
  hereSince: (time: ReactNode) => sentence`Here since ${time}`,
  hereBeforeYou: 'Was here when you joined',
  memberRole: { owner: 'Owner of this room', moderator: 'Moderator' },
  memberAway: 'Away',
  memberLeft: 'Left',
  memberIsYou: 'This is you.',
  mention: 'Mention',
  ignore: 'Ignore',
  unignore: 'Unignore',
  ignoreHint: 'Hides their messages and reactions in this browser. They won’t know.',
  oneTyping: (who: ReactNode) => sentence`${who} is typing`,
  twoTyping: (one: ReactNode, other: ReactNode) => sentence`${one} and ${other} are typing`,
  severalTyping: 'Several people are typing',
};
