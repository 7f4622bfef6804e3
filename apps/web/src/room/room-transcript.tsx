import { useSyncExternalStore } from 'react';
import { reopenFailed, type ComposeTarget } from './composer/compose-target.ts';
import { thenFocusComposer } from './composer/focus-composer.ts';
import { FindInTranscript, type FindState } from './find-in-transcript.tsx';
import { MessageActions } from './lazy.ts';
import type { MessageActionsProps } from './message-actions/message-actions.tsx';
import { EmptyTranscript } from './transcript/empty-transcript.tsx';
import { useTranscript } from './transcript/transcript-context.ts';
import { Transcript } from './transcript/transcript.tsx';
import type { RoomState } from './use-room.ts';

/** The transcript with its find bar, its message actions, and the actions on failed messages. */
export const RoomTranscript = ({ room, composeTarget, unreadFrom, find, onInvite, onExport }: RoomTranscriptProps) => {
  const { view, entries, groups, store } = room;
  const { draftStore, outbox } = composeTarget;
  const editingId = useSyncExternalStore(draftStore.subscribe, () => draftStore.getState().edit?.mutationId);
  return (
    <Transcript
      view={view}
      outbox={{ entries, changes: groups.changes, reactions: groups.reactions }}
      unreadFrom={unreadFrom}
      editingId={editingId}
      failureActions={{
        onRetry: thenFocusComposer((id: string) => outbox.retry(id)),
        onEdit: thenFocusComposer((id: string) => reopenFailed(composeTarget, id)),
        onDiscard: thenFocusComposer((id: string) => outbox.discard(id)),
      }}
      onReact={outbox.react}
      onLoadOlder={() => void store.loadOlder()}
      onExport={onExport}
      isSameLetter={store.isSameLetter}
      placeholder={<EmptyTranscript onInvite={onInvite} />}
      findBar={<FindInTranscript find={find} room={room} />}
      actions={<TranscriptActions view={view} composeTarget={composeTarget} />}
    />
  );
};

const TranscriptActions = (props: Pick<MessageActionsProps, 'view' | 'composeTarget'>) => {
  const { scroller, selected, showToast, hideActions } = useTranscript();
  return (
    <MessageActions {...props} scroller={scroller} selected={selected} showToast={showToast} onClose={hideActions} />
  );
};

interface RoomTranscriptProps {
  readonly room: RoomState;
  readonly composeTarget: ComposeTarget;
  /** The key of the first unread row. */
  readonly unreadFrom: string | undefined;
  readonly find: FindState;
  readonly onInvite: () => void;
  readonly onExport: () => void;
}
