import type { Member } from '@mailroom/shared';
import type { ShownRow } from '../../sync/ignored-rows.ts';
import { OutgoingErrand } from './pending-change.tsx';
import { OutgoingLine } from './pending-message.tsx';
import type { Outgoing } from '../../sync/outbox-entry.ts';
import { clientMsgIdIn } from '../../sync/room-view.ts';
import type { AfterRefusal } from './send-failure.tsx';

/** Of what is on its way to the room, what is told below the transcript: lines, a new nickname, and changes that were turned down. */
export const toldBelow = (outgoing: readonly Outgoing[]): readonly Outgoing[] =>
  outgoing.filter(({ type, state }) => type === 'line' || type === 'renaming' || state === 'failed');

/** What one wants to say and to change, as far as it is not done. */
export const UnderWay = ({ outgoing, rows, you, ...after }: UnderWayProps) =>
  outgoing.map((each, index) =>
    each.type === 'line' ? (
      <OutgoingLine
        key={each.clientMsgId}
        line={each}
        you={you}
        above={outgoing[index - 1]?.type === 'line' ? 'own' : rows.at(-1)}
        {...after}
      />
    ) : (
      <OutgoingErrand key={each.clientMsgId} errand={each} you={you} before={textOf(rows, each)} {...after} />
    ),
  );

const textOf = (rows: readonly ShownRow[], errand: Outgoing): string => {
  if (errand.type !== 'deletion') return '';
  const row = rows.findLast((each) => clientMsgIdIn(each) === errand.line);
  return row?.type === 'letter' && row.letter.event.type === 'said' ? row.letter.event.text : '';
};

interface UnderWayProps extends AfterRefusal {
  readonly outgoing: readonly Outgoing[];
  readonly rows: readonly ShownRow[];
  readonly you: Member;
}
