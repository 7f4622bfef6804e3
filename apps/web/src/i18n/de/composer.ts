import type { Words } from '../en.ts';
import { counted, number } from './numbers.ts';

/** The message field and what stands around it. */
export const composer: Words['composer'] = {
  message: 'Nachricht an alle',
  placeholder: 'Nachricht an alle',
  send: 'Senden',
  left: (count) => `noch ${number(count)}`,
  tooMany: (count) => `${number(count)} zu viel`,
  tooLong: 'Die Nachricht ist zu lang.',
  atMostLeft: (count) => `Höchstens noch ${number(count)} Zeichen übrig.`,
  editing: 'Nachricht wird bearbeitet',
  escapeLeaves: '· Esc zum Abbrechen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  isTooLong: (count, limit) => `Zu lang: ${number(count)} von ${number(limit)} Zeichen.`,
  tooManyMessages: 'Selbst aufgeteilt zu lang. Bitte kürze den Text.',
  sendAs: (count) => `Als ${counted(count, { one: 'Nachricht', other: 'Nachrichten' })} senden`,
  keepEditing: 'Weiter bearbeiten',
  toChooseFrom: 'Vorschläge',
  choices: (count) => `${counted(count, { one: 'Vorschlag', other: 'Vorschläge' })}.`,
  commands: {
    help: { usage: '/help', does: 'Hilfe anzeigen' },
    find: { usage: '/find hallo', does: 'Unterhaltung durchsuchen' },
    me: { usage: '/me winkt', does: 'Beschreiben, was du tust' },
    nick: { usage: '/nick Neu', does: 'Spitznamen ändern' },
    leave: { usage: '/leave [Grund]', does: 'Raum verlassen' },
  },
};
