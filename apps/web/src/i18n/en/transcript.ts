import type { ReactNode } from 'react';
import { sentence } from '../sentence.ts';
import { counted, number } from './numbers.ts';

/** Where one reads what was said and what happened. */
export const transcript = {
  conversation: 'Conversation',
  unseen: (count: number) => `${number(count)} new ↓`,
  newSince: 'New since you looked',
  notHere: 'The message behind this link is too old: this page does not have it.',
  missed: (count: number) =>
    `${count === 1 ? 'One message' : counted(count, { one: 'message', other: 'messages' })} could not be kept.`,
  unknown: 'Something happened that this page is too old to show.',
  nothingYet: 'No message yet. Invite others, and write the first one.',
  /** In place of lines that are folded up. */
  ignored: (count: number) => `${counted(count, { one: 'message', other: 'messages' })} by people you ignore`,
  cameIn: (who: ReactNode) => sentence`${who} came in.`,
  left: (who: ReactNode) => sentence`${who} left.`,
  leftBecause: (who: ReactNode, reason: ReactNode) => sentence`${who} left (${reason}).`,
  renamed: (before: ReactNode, now: ReactNode) => sentence`${before} is now called ${now}.`,
  lostConnection: 'lost connection',
  closedThePage: 'closed the page',
  /** What became of people in a while in which nobody said anything. `count`: how many they are. */
  goings: {
    came: (people: ReactNode, _count: number) => sentence`${people} came in.`,
    'passed-through': (people: ReactNode, _count: number) => sentence`${people} came in and left.`,
    left: (people: ReactNode, _count: number) => sentence`${people} left.`,
    'came-back': (people: ReactNode, _count: number) => sentence`${people} left and came back.`,
  },
  /** Read aloud in place of so many messages. */
  manyLines: (count: number, authors: ReactNode) =>
    sentence`${counted(count, { one: 'new message', other: 'new messages' })} from ${authors}.`,
  /** After the nicknames of some. */
  others: (count: number) => counted(count, { one: 'other', other: 'others' }),
  remarks: {
    establishing: 'Establishing connection to the room…',
    connected: 'Connected to the room.',
    'connected-again': 'Connected again.',
    resynced: 'Something did not fit together, so this page asked for it again.',
    'started-over': 'The room was started anew, and you are in again. What follows is new.',
    back: 'You were away, and the room had let you go. You are in again.',
  },
};
