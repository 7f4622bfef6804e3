import type { Words } from '../en.ts';
import { counted, number } from './numbers.ts';

/** Where one writes. */
export const composer: Words['composer'] = {
  message: 'Nachricht an alle',
  placeholder: 'Schreib an alle',
  send: 'Senden',
  left: (count) => `noch ${number(count)}`,
  tooMany: (count) => `${number(count)} zu viel`,
  tooLong: 'Die Nachricht ist zu lang.',
  atMostLeft: (count) => `Höchstens noch ${number(count)} Zeichen.`,
  editing: 'Du bearbeitest deine Nachricht.',
  escapeLeaves: 'Esc lässt sie, wie sie war.',
  cancel: 'Abbrechen',
  save: 'Speichern',
  isTooLong: (count, limit) => `Das sind ${number(count)} Zeichen; eine Nachricht hat höchstens ${number(limit)}.`,
  tooManyMessages: 'Das wären zu viele Nachrichten: Bitte kürze den Text.',
  sendAs: (count) => `Als ${counted(count, { one: 'Nachricht', other: 'Nachrichten' })} senden`,
  keepEditing: 'Weiter bearbeiten',
  toChooseFrom: 'Zur Auswahl',
  choices: (count) => `${counted(count, { one: 'Vorschlag', other: 'Vorschläge' })} zur Auswahl.`,
  commands: {
    help: { usage: '/help', does: 'zeigt, was es gibt' },
    find: { usage: '/find hallo', does: 'findet, wo hallo steht' },
    me: { usage: '/me winkt', does: 'erzählt, dass du winkst' },
    nick: { usage: '/nick Neu', does: 'gibt dir einen anderen Namen' },
    leave: { usage: '/leave [Grund]', does: 'verlässt den Raum' },
  },
};
