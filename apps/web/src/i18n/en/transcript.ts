import type { ReactNode } from 'react';
import { sentence } from '../sentence.ts';
import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber } = numberFormat('en');

/** The transcript: system messages, separators, and announcements for screen readers. */
export const transcript = {
  conversation: 'Conversation',
  newMessages: (count: number) => `${formatNumber(count)} new ↓`,
  unreadSeparator: 'New messages',
  permalinkNotFound: 'This message is no longer available.',
  /** The room started a new ledger after the link was copied, or it is the link of another room. */
  permalinkToOtherLedger: 'This link leads to another conversation, which isn’t in this room.',
  missed: (count: number) =>
    count === 1 ? 'One message is no longer available.' : `${formatNumber(count)} messages are no longer available.`,
  maybeMissed: 'Some messages may be missing here.',
  /** The room lost the last `total` messages above; `left`: those that were not sent again. */
  lost: (total: number, left: number) => {
    if (left === 0) return 'The room was restored after a failure.';
    if (left < total)
      return `After a failure, some of the last ${formatNumber(total)} messages above are no longer in the room. Newcomers won’t see them.`;
    return total === 1
      ? 'After a failure, the last message above is no longer in the room. Newcomers won’t see it.'
      : `After a failure, the last ${formatNumber(total)} messages above are no longer in the room. Newcomers won’t see them.`;
  },
  unknownEvent: 'Reload to see this: your page is out of date.',
  empty: 'No messages yet. Say hello, or invite someone.',
  /** Replaces the hidden messages of people on the ignore list. */
  ignoredMessages: (count: number) =>
    `${formatCount(count, { one: 'message', other: 'messages' })} from people you ignore`,
  /** After all messages of the page were copied. */
  copied: (count: number) => `${formatCount(count, { one: 'message', other: 'messages' })} copied.`,
  olderNotCopied: 'Older messages aren’t loaded, so they weren’t copied.',
  /** On paper. `at`: a date and time. */
  printedAt: (at: string) => `Printed on ${at}`,
  notPrinted: (at: string) => `Messages before ${at} are not printed.`,
  joined: (who: ReactNode) => sentence`${who} joined.`,
  left: (who: ReactNode) => sentence`${who} left.`,
  /** `reason`: the member's own words. The quotation marks set them apart from those of the room. */
  leftWithReason: (who: ReactNode, reason: ReactNode) => sentence`${who} left: “${reason}”`,
  leftBecause: {
    timeout: (who: ReactNode) => sentence`${who} left (lost connection).`,
    closed: (who: ReactNode) => sentence`${who} left (closed the page).`,
  },
  roleChanged: {
    owner: (member: ReactNode) => sentence`${member} is now an owner of this room.`,
    moderator: (member: ReactNode) => sentence`${member} is now a moderator.`,
    none: (member: ReactNode) => sentence`${member} no longer has a role.`,
  },
  renamed: (before: ReactNode, now: ReactNode) => sentence`${before} is now known as ${now}.`,
  /** Sums up joins and leaves with no message between them. `count`: the number of people. */
  membership: {
    joined: (people: ReactNode, _count: number) => sentence`${people} joined.`,
    'joined-and-left': (people: ReactNode, _count: number) => sentence`${people} joined and left.`,
    left: (people: ReactNode, _count: number) => sentence`${people} left.`,
    'left-and-rejoined': (people: ReactNode, _count: number) => sentence`${people} left and rejoined.`,
  },
  /** Announced instead of the messages when many arrive at once. */
  manyMessages: (count: number, authors: ReactNode) =>
    sentence`${formatCount(count, { one: 'new message', other: 'new messages' })} from ${authors}.`,
  /** The last item in a list of nicknames. */
  otherPeople: (count: number) => formatCount(count, { one: 'other', other: 'others' }),
  notices: {
    resynced: 'Resynced with the room.',
    'room-restarted': 'The room restarted and you’re back in. Newcomers won’t see earlier messages.',
    'session-renewed': 'Your session was renewed after a long time. You’re still in the room.',
    rejoined: 'You were away too long, so you rejoined.',
  },
};
