import type { Words } from '../english.ts';

/** On a line. */
export const line: Words['line'] = {
  you: 'du',
  edited: 'bearbeitet',
  deleted: 'Diese Nachricht wurde gelöscht.',
  notSent: 'nicht gesendet',
  sending: 'wird gesendet …',
  notTaken: 'Der Raum hat diese Nachricht nicht angenommen.',
  tryAgain: 'Noch einmal versuchen',
  edit: 'Bearbeiten',
  discard: 'Verwerfen',
};
