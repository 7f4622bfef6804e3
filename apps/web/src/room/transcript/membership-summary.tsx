import { madeOnce } from '../../i18n/memoize.ts';
import { useSpoken, useWords } from '../../i18n/use-strings.ts';
import { FoldedRows } from './collapsed-rows.tsx';
import { outcomes, type Goer } from '../timeline/membership-outcomes.ts';
import { Nickname } from '../../ui/nickname.tsx';
import { Remark } from './system-message.tsx';
import type { LetterRow } from '../../sync/room-view.ts';

/** Comings and goings in a row, told in one sentence, which unfolds to each of them. */
export const ComingsAndGoings = ({ rows }: { rows: readonly LetterRow[] }) => {
  const { transcript } = useWords();
  const sentences = [...outcomes(rows)].map(([outcome, people], index) => (
    <span key={outcome}>
      {index > 0 && ' '}
      {transcript.goings[outcome](<People people={people} />, people.length)}
    </span>
  ));
  return <FoldedRows kind="membership" rows={rows} summary={sentences} draw={remarkOf} />;
};

const remarkOf = (row: LetterRow) => <Remark row={row} />;

/** From so many on, not all are named. */
const MANY = 4;
const NAMED = 2;

/** Some people by their nicknames, as in "Ann, Ben and Cleo". */
export const People = ({ people }: { people: readonly Goer[] }) => {
  const { locale, words } = useSpoken();
  const named = people.length < MANY ? people : people.slice(0, NAMED);
  const others = people.length - named.length;
  const names = named.map(({ member }) => member.nickname);
  if (others > 0) names.push(words.transcript.others(others));
  let index = 0;
  return listIn(locale)
    .formatToParts(names)
    .map((part, place) => {
      const person = part.type === 'element' ? named[index++] : undefined;
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one sentence never change places
      return person ? <Nickname key={place} member={person.member} isYou={person.isYou} /> : part.value;
    });
};

const listIn = madeOnce((locale: string) => new Intl.ListFormat(locale, { type: 'conjunction' }));
