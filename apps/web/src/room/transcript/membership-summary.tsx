import { Fragment } from 'react';
import { memoize } from '../../i18n/memoize.ts';
import { useLanguage, useStrings } from '../../i18n/use-strings.ts';
import type { LetterRow } from '../../sync/view/row.ts';
import { Nickname } from '../../ui/nickname.tsx';
import { Space } from '../../ui/space.tsx';
import { membershipOutcomes, type MemberRef } from '../timeline/membership-outcomes.ts';
import { CollapsedRows } from './collapsed-rows.tsx';
import { SystemMessage } from './system-message.tsx';

/** A summary of consecutive joins and leaves that expands to show each of them. */
export const MembershipSummary = ({ rows }: { rows: readonly LetterRow[] }) => {
  const { transcript } = useStrings();
  const sentences = [...membershipOutcomes(rows)].map(([outcome, members], index) => (
    <Fragment key={outcome}>
      {index > 0 && <Space />}
      <span>{transcript.membership[outcome](<MemberNames members={members} />, members.length)}</span>
    </Fragment>
  ));
  return <CollapsedRows kind="membership" rows={rows} summary={sentences} renderRow={renderSystemMessage} />;
};

const renderSystemMessage = (row: LetterRow) => <SystemMessage row={row} />;

/** The number of members from which a list of names is shortened, and the number of names that it then contains. */
const SHORTEN_FROM = 4;
const NAMES_WHEN_SHORTENED = 2;

/** A list of nicknames, such as "Ann, Ben and Cleo" or "Ann, Ben and 5 others". */
export const MemberNames = ({ members }: { members: readonly MemberRef[] }) => {
  const { locale, strings } = useLanguage();
  const named = members.length < SHORTEN_FROM ? members : members.slice(0, NAMES_WHEN_SHORTENED);
  const otherCount = members.length - named.length;
  const items = named.map(({ member }) => member.nickname);
  if (otherCount > 0) items.push(strings.transcript.otherPeople(otherCount));
  let next = 0;
  return listFormat(locale)
    .formatToParts(items)
    .map((part, index) => {
      const ref = part.type === 'element' ? named[next++] : undefined;
      const item = ref ? <Nickname member={ref.member} isYou={ref.isYou} /> : <span>{part.value}</span>;
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one sentence are never reordered
      return <Fragment key={index}>{item}</Fragment>;
    });
};

const listFormat = memoize((locale: string) => new Intl.ListFormat(locale, { type: 'conjunction' }));
