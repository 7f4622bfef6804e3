import type { Words } from '../en.ts';
import { sentence } from '../sentence.ts';
import { counted, number } from './numbers.ts';

/** The roster, member cards, and the typing indicator. */
export const roster: Words['roster'] = {
  whoIsHere: 'Personen',
  hereNow: (count) => `${number(count)} hier`,
  andAway: (count) => `· ${number(count)} abwesend`,
  away: 'abwesend',
  ignored: 'ignoriert',
  search: 'Personen suchen',
  found: (count) => `${counted(count, { one: 'Person', other: 'Personen' })} gefunden.`,
  nobodyFound: 'Niemand gefunden.',
  since: (time) => sentence`Hier seit ${time}`,
  sinceBefore: 'War schon da, als du beigetreten bist',
  isAway: 'Abwesend',
  isGone: 'Nicht mehr im Raum',
  isYou: 'Das bist du.',
  mention: 'Erwähnen',
  ignore: 'Ignorieren',
  heed: 'Nicht mehr ignorieren',
  whatIgnoringDoes: 'Blendet Nachrichten dieser Person in diesem Browser aus. Sie erfährt nichts davon.',
  writes: (who) => sentence`${who} schreibt`,
  bothWrite: (one, other) => sentence`${one} und ${other} schreiben`,
  severalWrite: 'Mehrere Personen schreiben',
};
