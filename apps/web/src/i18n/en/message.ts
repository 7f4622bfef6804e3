import type { ReactNode } from 'react';
import { sentence } from '../sentence.ts';

/** On a line. */
export const line = {
  you: 'you',
  edited: 'edited',
  youDeleted: 'You deleted this message.',
  deletedBy: (who: ReactNode) => sentence`${who} deleted this message.`,
  notSent: 'not sent',
  sending: 'sending…',
  waiting: 'waiting, so as not to be too fast…',
  saving: 'saving…',
  deleting: 'deleting…',
  renaming: 'You will be called…',
  /** What the room turned down. */
  notDone: { edit: 'not changed', deletion: 'not deleted', renaming: 'not renamed' },
  notTaken: 'The room did not take this message.',
  tryAgain: 'Try again',
  edit: 'Edit',
  discard: 'Discard',
};
