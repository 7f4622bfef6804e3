import { memo } from 'react';
import type { Member } from '@mailroom/shared';
import { useWords } from '../words/use-words.ts';
import type { Item } from './arrangement.ts';
import { ComingsAndGoings } from './comings-and-goings.tsx';
import { DayLine } from './day-line.tsx';
import { Line } from './line.tsx';
import { Remark } from './remark.tsx';
import type { Row } from './room-view.ts';
import { isLine } from './use-selected-line.ts';

/** One row of the transcript. Those that were said can be selected: they take the focus then. */
export const TranscriptRow = ({ item, you, isSelected }: TranscriptRowProps) => (
  <li className="row" data-key={item.key} tabIndex={isLine(item) ? -1 : undefined}>
    <Drawn item={item} you={you} isSelected={isSelected} />
  </li>
);

interface TranscriptRowProps {
  readonly item: Item;
  readonly you: Member;
  readonly isSelected: boolean;
}

const Drawn = ({ item, you, isSelected }: TranscriptRowProps) => {
  switch (item.type) {
    case 'day':
      return <DayLine at={item.at} />;
    case 'unread':
      return <UnreadLine />;
    case 'goings':
      return <ComingsAndGoings rows={item.rows} />;
    case 'row':
      return <SaidOrHappened row={item.row} isContinued={item.isContinued} you={you} isSelected={isSelected} />;
  }
};

const UnreadLine = () => {
  const { transcript } = useWords();
  return (
    <p className="mark-line unread">
      <span>{transcript.newSince}</span>
    </p>
  );
};

/** Neither a key pressed nor a letter that comes draws what stands there already. */
const SaidOrHappened = memo(({ row, ...rest }: { row: Row; you: Member; isContinued: boolean; isSelected: boolean }) =>
  row.type === 'letter' && row.letter.event.type === 'said' ? <Line row={row} {...rest} /> : <Remark row={row} />,
);
SaidOrHappened.displayName = 'SaidOrHappened';
