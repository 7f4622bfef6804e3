import { Fragment } from 'react';
import { useLanguage, useStrings } from '../../i18n/use-strings.ts';
import type { LetterRow } from '../../sync/view/row.ts';
import { Nickname } from '../../ui/member/nickname.tsx';
import { Space } from '../../ui/space.tsx';
import { memberNames } from '../timeline/member-names.ts';
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

/** A list of nicknames, such as "Ann, Ben and Cleo" or "Ann, Ben and 5 others". */
export const MemberNames = ({ members }: { members: readonly MemberRef[] }) => {
  const { locale, strings } = useLanguage();
  return memberNames(members, { locale, strings: strings.transcript }).map(({ text, ref }, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one sentence are never reordered
    <Fragment key={index}>{ref ? <Nickname member={ref.member} isYou={ref.isYou} /> : <span>{text}</span>}</Fragment>
  ));
};
