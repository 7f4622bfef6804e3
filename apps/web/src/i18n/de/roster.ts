import type { Words } from '../en.ts';
import { sentence } from '../sentence.ts';
import { counted, number } from './numbers.ts';

/** Who is here, who is away, who writes, and whom one ignores. */
export const roster: Words['roster'] = {
  whoIsHere: 'Wer hier ist',
  hereNow: 'Gerade hier',
  andAway: (count) => `und ${number(count)} abwesend`,
  away: 'abwesend',
  ignored: 'ignoriert',
  search: 'Spitznamen suchen',
  found: (count) => `${counted(count, { one: 'Person', other: 'Personen' })} gefunden.`,
  nobodyFound: 'Niemand hier heißt so.',
  since: (time) => sentence`Hier seit ${time}`,
  sinceBefore: 'Schon länger hier als du',
  isAway: 'Im Moment abwesend',
  isGone: 'Nicht mehr hier',
  isYou: 'Das bist du.',
  mention: 'Erwähnen',
  ignore: 'Ignorieren',
  heed: 'Nicht mehr ignorieren',
  whatIgnoringDoes: 'Was diese Person schreibt, wird eingeklappt, nur in diesem Browser. Sie erfährt nichts davon.',
  writes: (who) => sentence`${who} schreibt`,
  bothWrite: (one, other) => sentence`${one} und ${other} schreiben`,
  severalWrite: 'Mehrere schreiben',
};
