import type { ReactNode } from 'react';
import { sentence } from '../sentence.ts';
import { counted, number } from './numbers.ts';

/** The transcript: system messages, separators, and announcements for screen readers. */
export const transcript = {
  conversation: 'Conversation',
  unseen: (count: number) => `${number(count)} new ↓`,
  newSince: 'New messages',
  notHere: 'This message is no longer available.',
  missed: (count: number) =>
    count === 1 ? 'One message is no longer available.' : `${number(count)} messages are no longer available.`,
  unknown: 'Reload to see this: your page is out of date.',
  nothingYet: 'No messages yet. Say hello, or invite someone.',
  /** Replaces the hidden messages of people on the ignore list. */
  ignored: (count: number) => `${counted(count, { one: 'message', other: 'messages' })} from people you ignore`,
  cameIn: (who: ReactNode) => sentence`${who} joined.`,
  left: (who: ReactNode) => sentence`${who} left.`,
  leftBecause: (who: ReactNode, reason: ReactNode) => sentence`${who} left (${reason}).`,
  renamed: (before: ReactNode, now: ReactNode) => sentence`${before} is now known as ${now}.`,
  lostConnection: 'lost connection',
  closedThePage: 'closed the page',
  /** Sums up joins and leaves with no message between them. `count`: the number of people. */
  goings: {
    came: (people: ReactNode, _count: number) => sentence`${people} joined.`,
    'passed-through': (people: ReactNode, _count: number) => sentence`${people} joined and left.`,
    left: (people: ReactNode, _count: number) => sentence`${people} left.`,
    'came-back': (people: ReactNode, _count: number) => sentence`${people} left and rejoined.`,
  },
  /** Announced instead of the messages when many arrive at once. */
  manyLines: (count: number, authors: ReactNode) =>
    sentence`${counted(count, { one: 'new message', other: 'new messages' })} from ${authors}.`,
  /** The last item in a list of nicknames. */
  others: (count: number) => counted(count, { one: 'other', other: 'others' }),
  remarks: {
    establishing: 'Connecting to the room…',
    connected: 'Connected to the room.',
    'connected-again': 'Reconnected.',
    resynced: 'Resynced with the room.',
    'started-over': 'The room restarted and you’re back in. Newcomers won’t see earlier messages.',
    back: 'You were away too long, so you rejoined.',
  },
};
