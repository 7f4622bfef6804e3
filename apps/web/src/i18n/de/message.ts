import { sentence } from '../sentence.ts';
import type { Words } from '../en.ts';

/** A message in the transcript and its delivery state. */
export const line: Words['line'] = {
  you: 'du',
  edited: 'bearbeitet',
  youDeleted: 'Du hast diese Nachricht gelöscht.',
  deletedBy: (who) => sentence`${who} hat diese Nachricht gelöscht.`,
  notSent: 'nicht gesendet',
  sending: 'wird gesendet …',
  waiting: 'in der Warteschlange …',
  saving: 'wird gespeichert …',
  deleting: 'wird gelöscht …',
  renaming: 'dein neuer Spitzname …',
  notDone: {
    edit: 'Änderung nicht gespeichert',
    deletion: 'Nachricht nicht gelöscht',
    renaming: 'Spitzname nicht geändert',
  },
  notTaken: 'Der Raum hat das nicht angenommen.',
  tryAgain: 'Erneut versuchen',
  edit: 'Bearbeiten',
  discard: 'Verwerfen',
};
