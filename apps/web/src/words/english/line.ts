/** On a line. */
export const line = {
  you: 'you',
  notSent: 'not sent',
  sending: 'sending…',
  notTaken: 'The room did not take this message.',
  tryAgain: 'Try again',
  edit: 'Edit',
  discard: 'Discard',
};
