import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber } = numberFormat('de');

/** The message field and the controls around it. */
export const composer: Strings['composer'] = {
  label: 'Nachricht an alle',
  placeholder: 'Nachricht an alle',
  send: 'Senden',
  charactersLeft: (count) => `noch ${formatNumber(count)}`,
  charactersOver: (count) => `${formatNumber(count)} zu viel`,
  announceTooLong: 'Die Nachricht ist zu lang.',
  announceLeft: (count) => `Höchstens noch ${formatNumber(count)} Zeichen übrig.`,
  editing: 'Nachricht wird bearbeitet',
  replying: 'Antwort wird geschrieben',
  escapeToCancel: '· Esc zum Abbrechen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  tooLong: (count, limit) => `Zu lang: ${formatNumber(count)} von ${formatNumber(limit)} Zeichen.`,
  tooLongToSplit: 'Selbst aufgeteilt zu lang. Bitte kürze den Text.',
  sendAs: (count) => `Als ${formatCount(count, { one: 'Nachricht', other: 'Nachrichten' })} senden`,
  keepEditing: 'Weiter bearbeiten',
  unsentInClosedTab: 'Nicht gesendet, bevor der Tab geschlossen wurde:',
  continueDraft: 'Weiterschreiben',
  discardDraft: 'Verwerfen',
  suggestions: 'Vorschläge',
  suggestionCount: (count) => `${formatCount(count, { one: 'Vorschlag', other: 'Vorschläge' })}.`,
  commands: {
    help: { usage: '/help', description: 'Hilfe anzeigen' },
    find: { usage: '/find hallo', description: 'Unterhaltung durchsuchen' },
    me: { usage: '/me winkt', description: 'Beschreiben, was du tust' },
    nick: { usage: '/nick NeuerName', description: 'Spitznamen ändern' },
    leave: { usage: '/leave [Grund]', description: 'Raum verlassen' },
  },
};
