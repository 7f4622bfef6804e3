import type { Words } from '../english.ts';
import { counted, number } from './numbers.ts';

/** Where one writes, and the help for it. */
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
  help: 'Hilfe',
  helpIsOpen: 'Die Hilfe steht über der Nachricht.',
  commands: {
    help: { usage: '/help', does: 'zeigt, was es gibt' },
    me: { usage: '/me winkt', does: 'erzählt, dass du winkst' },
    leave: { usage: '/leave [Grund]', does: 'verlässt den Raum' },
  },
  signs: { slashes: 'sagt /x', at: 'schlägt vor, wer hier ist' },
  keys: {
    enter: 'Eingabe',
    sends: 'sendet',
    shiftEnter: 'Umschalt + Eingabe',
    newLine: 'beginnt eine neue Zeile',
    choose: 'wählen unter den Vorschlägen',
    enterOrTab: 'Eingabe, Tab',
    take: 'übernehmen den Vorschlag',
    escape: 'Esc',
    closes: 'schließt die Vorschläge und das hier',
  },
};
