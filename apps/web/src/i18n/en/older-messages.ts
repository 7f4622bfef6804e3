import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber } = numberFormat('en');

/** Messages from before those that the page loaded at first. */
export const olderMessages = {
  loading: 'Loading older messages…',
  loaded: 'Older messages loaded.',
  failed: 'Couldn’t load older messages.',
  none: 'The room has no older messages.',
  gone: 'Older messages are no longer in the room.',
  hidden: 'You can’t see messages from before you joined.',
  /** The room has started a new ledger meanwhile. */
  former: 'Older messages can no longer be loaded.',
  /** A permalink leads to a message that is being loaded. */
  loadingPermalink: 'Loading this message…',
  permalinkFailed: 'Couldn’t load this message.',
  /** In the find bar, while the room may have older messages. */
  notSearched: 'Older messages aren’t searched yet.',
  loadAll: 'Load all messages',
  stop: 'Stop',
  progress: (count: number) => `Loading… ${formatCount(count, { one: 'message', other: 'messages' })} so far`,
  exportTitle: 'Export conversation',
  /** `since`: a date and time. */
  exportPart: (count: number, since: string) =>
    `This page has ${formatCount(count, { one: 'message', other: 'messages' })}, since ${since}. The room may have older ones.`,
  exportAll: 'Load all and export',
  exportLoaded: 'Export only these',
  /** The first lines of an exported text. Dates are in ISO 8601. */
  exported: (at: string) => `Mailroom conversation, exported ${at}`,
  exportedRange: (count: number, from: string, to: string) =>
    `${formatCount(count, { one: 'message', other: 'messages' })}, from ${from} to ${to}`,
  exportedOlder: {
    complete: 'Complete since the room began',
    notLoaded: 'Older messages were not loaded',
    hidden: 'Messages from before you joined are not included',
  },
  /** `count`: messages and their changes; 0 if the number is not known. */
  exportedGone: (count: number) =>
    count === 0
      ? 'Older messages are no longer in the room'
      : `${formatNumber(count)} older messages and changes are no longer in the room`,
  exportedGaps: 'Some messages in between may be missing, see below',
};
