import type { Member } from '@mailroom/shared';
import type { VisibleRow } from '../../sync/ignored-rows.ts';
import { PendingChange } from './pending-change.tsx';
import { PendingMessageRow } from './pending-message.tsx';
import type { OutboxEntry } from '../../sync/outbox-entry.ts';
import { clientMsgIdOf } from '../../sync/room-view.ts';
import type { FailureActions } from './send-failure.tsx';

/** Of what is on its way to the room, what is told below the transcript: lines, a new nickname, and changes that were turned down. */
export const pendingEntries = (outgoing: readonly OutboxEntry[]): readonly OutboxEntry[] =>
  outgoing.filter(({ type, state }) => type === 'line' || type === 'renaming' || state === 'failed');

/** What one wants to say and to change, as far as it is not done. */
export const PendingRows = ({ outgoing, rows, you, ...after }: PendingRowsProps) =>
  outgoing.map((each, index) =>
    each.type === 'line' ? (
      <PendingMessageRow
        key={each.clientMsgId}
        line={each}
        you={you}
        above={outgoing[index - 1]?.type === 'line' ? 'own' : rows.at(-1)}
        {...after}
      />
    ) : (
      <PendingChange key={each.clientMsgId} errand={each} you={you} before={textOf(rows, each)} {...after} />
    ),
  );

const textOf = (rows: readonly VisibleRow[], errand: OutboxEntry): string => {
  if (errand.type !== 'deletion') return '';
  const row = rows.findLast((each) => clientMsgIdOf(each) === errand.targetClientMsgId);
  return row?.type === 'letter' && row.letter.event.type === 'said' ? row.letter.event.text : '';
};

interface PendingRowsProps extends FailureActions {
  readonly outgoing: readonly OutboxEntry[];
  readonly rows: readonly VisibleRow[];
  readonly you: Member;
}
