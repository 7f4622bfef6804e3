import type { ReactNode } from 'react';
import { sentence } from '../sentence.ts';

/** A message in the transcript and its delivery state. */
export const line = {
  you: 'you',
  edited: 'edited',
  youDeleted: 'You deleted this message.',
  deletedBy: (who: ReactNode) => sentence`${who} deleted this message.`,
  notSent: 'not sent',
  sending: 'sending…',
  waiting: 'queued (sending slowly)…',
  saving: 'saving…',
  deleting: 'deleting…',
  renaming: 'changing your nickname to…',
  /** Which kind of change failed. */
  notDone: { edit: 'edit not saved', deletion: 'message not deleted', renaming: 'couldn’t change nickname' },
  notTaken: 'The room didn’t accept this.',
  tryAgain: 'Try again',
  edit: 'Edit',
  discard: 'Discard',
};
