import type { ReactNode } from 'react';
import { numberFormat } from '../plural.ts';
import { sentence } from '../sentence.ts';

const { formatNumber } = numberFormat('en');

/** A message in the transcript and its delivery state. */
export const message = {
  you: 'you',
  edited: 'edited',
  /** Read by screen readers before the nickname in a `/me` action. */
  action: 'Action',
  youDeleted: 'You deleted this message.',
  deletedBy: (who: ReactNode) => sentence`${who} deleted this message.`,
  notSent: 'not sent',
  sending: 'sending…',
  queued: 'queued (sending slowly)…',
  /** The server can store nothing now; the page tries again. */
  notSavedYet: 'waiting (the server can’t save right now)…',
  saving: 'saving…',
  deleting: 'deleting…',
  renaming: 'changing your nickname to…',
  /** Which kind of change failed. */
  failed: { edit: 'edit not saved', delete: 'message not deleted', rename: 'couldn’t change nickname' },
  rejected: 'The room didn’t accept this.',
  tryAgain: 'Try again',
  edit: 'Edit',
  discard: 'Discard',
  /** Unfolds a long message. */
  showAllLines: (lines: number) => `Show all ${formatNumber(lines)} lines`,
  showLess: 'Show less',
  copyCode: 'Copy code',
};
