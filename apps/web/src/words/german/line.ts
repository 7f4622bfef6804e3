import type { Words } from '../english.ts';

/** On a line. */
export const line: Words['line'] = {
  you: 'du',
  notSent: 'nicht gesendet',
  sending: 'wird gesendet …',
  notTaken: 'Der Raum hat diese Nachricht nicht angenommen.',
  tryAgain: 'Noch einmal versuchen',
  edit: 'Bearbeiten',
  discard: 'Verwerfen',
};
