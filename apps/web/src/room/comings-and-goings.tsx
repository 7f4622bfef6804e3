import { goingWords } from '../words.ts';
import { outcomes, type Goer } from './goings.ts';
import { Nickname } from './nickname.tsx';
import { Remark } from './remark.tsx';
import type { LetterRow } from './room-view.ts';

/** Comings and goings in a row, told in one sentence, which unfolds to each of them. */
export const ComingsAndGoings = ({ rows }: { rows: readonly LetterRow[] }) => (
  <details className="goings">
    <summary>
      {[...outcomes(rows)].map(([outcome, people], index) => (
        <span key={outcome}>
          {index > 0 && ' '}
          <People people={people} /> {goingWords[outcome]}.
        </span>
      ))}
    </summary>
    <ol>
      {rows.map((row) => (
        <li key={row.key}>
          <Remark row={row} />
        </li>
      ))}
    </ol>
  </details>
);

/** From so many on, not all are named. */
const MANY = 4;
const NAMED = 2;

const People = ({ people }: { people: readonly Goer[] }) => {
  const named = people.length < MANY ? people : people.slice(0, NAMED);
  const others = people.length - named.length;
  const names = [...named.map(({ member }) => member.nickname), ...(others > 0 ? [`${others} others`] : [])];
  let index = 0;
  return list.formatToParts(names).map((part, place) => {
    const person = part.type === 'element' ? named[index++] : undefined;
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one sentence never change places
    return person ? <Nickname key={place} member={person.member} isYou={person.isYou} /> : part.value;
  });
};

const list = new Intl.ListFormat(undefined, { type: 'conjunction' });
