import { sentence } from '../sentence.ts';
import type { Words } from '../en.ts';

/** On a line. */
export const line: Words['line'] = {
  you: 'du',
  edited: 'bearbeitet',
  youDeleted: 'Du hast diese Nachricht gelöscht.',
  deletedBy: (who) => sentence`${who} hat diese Nachricht gelöscht.`,
  notSent: 'nicht gesendet',
  sending: 'wird gesendet …',
  waiting: 'wartet kurz, um nicht zu schnell zu sein …',
  saving: 'wird geändert …',
  deleting: 'wird gelöscht …',
  renaming: 'Du heißt gleich …',
  notDone: { edit: 'nicht geändert', deletion: 'nicht gelöscht', renaming: 'nicht umbenannt' },
  notTaken: 'Der Raum hat diese Nachricht nicht angenommen.',
  tryAgain: 'Noch einmal versuchen',
  edit: 'Bearbeiten',
  discard: 'Verwerfen',
};
