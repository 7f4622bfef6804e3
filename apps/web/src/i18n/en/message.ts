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
  /** Instead of both, if the page does not have that message, or its author is ignored. */
  inReplyToEarlier: 'In reply to an earlier message',
  inReplyToIgnored: 'In reply to someone you ignore',
  /** Instead of the first line, if the message was deleted. */
  deletedMessage: 'deleted message',
  /** For screen readers, before the text of a reply. */
  replies: (who: ReactNode, to: ReactNode) => sentence`${who}, in reply to ${to}`,
  reactions: 'Reactions',
  reaction: (emoji: string, count: number, names: string) => `${emoji} ${count}, from ${names}`,
  /** For screen readers, when someone reacts to a message of the reader. */
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
