import { sentence } from '../sentence.ts';
import { numberFormat } from '../plural.ts';
import type { Strings } from '../en.ts';

const { formatNumber } = numberFormat('de');

/** A message in the transcript and its delivery state. */
export const message: Strings['message'] = {
  you: 'du',
  edited: 'bearbeitet',
  action: 'Aktion',
  youDeleted: 'Du hast diese Nachricht gelöscht.',
  deletedBy: (who) => sentence`${who} hat diese Nachricht gelöscht.`,
  inReplyTo: 'Antwort an',
  inReplyToEarlier: 'Antwort auf eine frühere Nachricht',
  inReplyToIgnored: 'Antwort an jemanden, den du ignorierst',
  deletedMessage: 'gelöschte Nachricht',
  replies: (who, to) => sentence`${who} antwortet ${to}`,
  reactions: 'Reaktionen',
  reaction: (emoji, count, names) => `${emoji} ${count}, von ${names}`,
  reactedToYou: (who, emoji) => sentence`${who} hat auf deine Nachricht mit ${emoji} reagiert`,
  notSent: 'nicht gesendet',
  sending: 'wird gesendet …',
  queued: 'in der Warteschlange …',
  notSavedYet: 'wartet (Speichern geht gerade nicht) …',
  saving: 'wird gespeichert …',
  deleting: 'wird gelöscht …',
  renaming: 'Spitzname wird geändert in …',
  failed: {
    edit: 'Änderung nicht gespeichert',
    delete: 'Nachricht nicht gelöscht',
    react: 'Reaktion nicht gespeichert',
    rename: 'Spitzname nicht geändert',
  },
  rejected: 'Der Raum hat das nicht angenommen.',
  tryAgain: 'Erneut versuchen',
  edit: 'Bearbeiten',
  discard: 'Verwerfen',
  showAllLines: (lines) => `Alle ${formatNumber(lines)} Zeilen anzeigen`,
  showLess: 'Weniger anzeigen',
  copyCode: 'Code kopieren',
};
