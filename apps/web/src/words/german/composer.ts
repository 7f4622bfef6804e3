import type { Words } from '../english.ts';
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
  toChooseFrom: 'Zur Auswahl',
  choices: (count) => `${counted(count, { one: 'Vorschlag', other: 'Vorschläge' })} zur Auswahl.`,
  commands: {
    help: { usage: '/help', does: 'zeigt, was es gibt' },
    find: { usage: '/find hallo', does: 'findet, wo hallo steht' },
    me: { usage: '/me winkt', does: 'erzählt, dass du winkst' },
    leave: { usage: '/leave [Grund]', does: 'verlässt den Raum' },
  },
};
