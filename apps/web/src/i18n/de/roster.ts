import type { Strings } from '../en.ts';
import { sentence } from '../sentence.ts';
import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber } = numberFormat('de');

/** The roster, member cards, and the typing indicator. */
export const roster: Strings['roster'] = {
  title: 'Personen',
  hereCount: (count) => `${formatNumber(count)} hier`,
  awayCount: (count) => `· ${formatNumber(count)} abwesend`,
  role: { owner: 'Leitung', moderator: 'Moderation' },
  away: 'abwesend',
  ignored: 'ignoriert',
  search: 'Personen suchen',
  foundCount: (count) => `${formatCount(count, { one: 'Person', other: 'Personen' })} gefunden.`,
  noneFound: 'Niemand gefunden.',
  hereSince: (time) => sentence`Hier seit ${time}`,
  hereBeforeYou: 'War schon da, als du beigetreten bist',
  memberRole: { owner: 'Leitet diesen Raum', moderator: 'Moderiert' },
  memberAway: 'Abwesend',
  memberLeft: 'Nicht mehr im Raum',
  memberIsYou: 'Das bist du.',
  mention: 'Erwähnen',
  ignore: 'Ignorieren',
  unignore: 'Nicht mehr ignorieren',
  ignoreHint: 'Blendet Nachrichten und Reaktionen dieser Person in diesem Browser aus. Sie erfährt nichts davon.',
  oneTyping: (who) => sentence`${who} schreibt`,
  twoTyping: (one, other) => sentence`${one} und ${other} schreiben`,
  severalTyping: 'Mehrere Personen schreiben',
};
