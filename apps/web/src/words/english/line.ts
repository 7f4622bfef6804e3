/** On a line. */
export const line = {
  you: 'you',
  edited: 'edited',
  deleted: 'This message was deleted.',
  notSent: 'not sent',
  sending: 'sending…',
  notTaken: 'The room did not take this message.',
  tryAgain: 'Try again',
  edit: 'Edit',
  discard: 'Discard',
};
