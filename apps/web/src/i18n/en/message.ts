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
  /** Before the author and the first line of the message that a reply names, for screen readers. */
  inReplyTo: 'In reply to',
  /** In place of that message, if the page does not have it, it was deleted, or its author is ignored. */
  earlierMessage: 'an earlier message',
  deletedMessage: 'deleted message',
  ignoredMessage: 'a message you ignore',
  reactions: 'Reactions',
  reaction: (emoji: string, names: string) => `${emoji} from ${names}`,
  /** For screen readers, when somebody reacts to a message of the reader. */
  reactedToYou: (who: ReactNode, emoji: string) => sentence`${who} reacted to your message with ${emoji}`,
  notSent: 'not sent',
  sending: 'sending…',
  queued: 'queued (sending slowly)…',
  /** The server can store nothing now; the page tries again. */
  notSavedYet: 'waiting (the server can’t save right now)…',
  saving: 'saving…',
  deleting: 'deleting…',
  renaming: 'changing your nickname to…',
  /** Which kind of change failed. */
  failed: {
    edit: 'edit not saved',
    delete: 'message not deleted',
    react: 'reaction not saved',
    rename: 'couldn’t change nickname',
  },
  rejected: 'The room didn’t accept this.',
  tryAgain: 'Try again',
  edit: 'Edit',
  discard: 'Discard',
  /** Unfolds a long message. */
  showAllLines: (lines: number) => `Show all ${formatNumber(lines)} lines`,
  showLess: 'Show less',
  copyCode: 'Copy code',
};
