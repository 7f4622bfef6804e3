import { madeOnce } from '../../i18n/memoize.ts';
import { useSpoken, useWords } from '../../i18n/use-strings.ts';
import { CollapsedRows } from './collapsed-rows.tsx';
import { membershipOutcomes, type MemberRef } from '../timeline/membership-outcomes.ts';
import { Nickname } from '../../ui/nickname.tsx';
import { SystemMessage } from './system-message.tsx';
import type { LetterRow } from '../../sync/room-view.ts';

/** Comings and goings in a row, told in one sentence, which unfolds to each of them. */
export const MembershipSummary = ({ rows }: { rows: readonly LetterRow[] }) => {
  const { transcript } = useWords();
  const sentences = [...membershipOutcomes(rows)].map(([outcome, people], index) => (
    <span key={outcome}>
      {index > 0 && ' '}
      {transcript.goings[outcome](<MemberNames people={people} />, people.length)}
    </span>
  ));
  return <CollapsedRows kind="membership" rows={rows} summary={sentences} renderRow={remarkOf} />;
};

const remarkOf = (row: LetterRow) => <SystemMessage row={row} />;

/** From so many on, not all are named. */
const SHORTEN_FROM = 4;
const NAMED_WHEN_SHORTENED = 2;

/** Some people by their nicknames, as in "Ann, Ben and Cleo". */
export const MemberNames = ({ people }: { people: readonly MemberRef[] }) => {
  const { locale, words } = useSpoken();
  const named = people.length < SHORTEN_FROM ? people : people.slice(0, NAMED_WHEN_SHORTENED);
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
