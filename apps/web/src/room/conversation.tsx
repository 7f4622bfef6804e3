import { useEffect, useSyncExternalStore } from 'react';
import { useNotifications } from '../notifications/use-notifications.ts';
import { ignoreList } from '../settings/ignore-list.ts';
import { ignoredMemberIds } from '../sync/ignored-rows.ts';
import { reopenFailed, startEditing } from './composer/compose-target.ts';
import { Composer } from './composer/composer.tsx';
import type { DraftStore } from './composer/draft-store.ts';
import { focusComposer } from './composer/focus-composer.ts';
import type { RoomCommand } from './composer/slash-commands.ts';
import { useFailedRename } from './composer/use-failed-rename.ts';
import { useTypingNotifier } from './composer/use-typing-notifier.ts';
import { FindInTranscript, type FindState } from './find-in-transcript.tsx';
import { EnableNotificationsPrompt, MessageActions } from './lazy.ts';
import type { MessageActionsProps } from './message-actions/message-actions.tsx';
import { lastOwnMessage } from './message-actions/last-own-message.ts';
import { EmptyTranscript } from './transcript/empty-transcript.tsx';
import { useTranscript } from './transcript/transcript-context.ts';
import { Transcript } from './transcript/transcript.tsx';
import { TypingIndicator } from './typing-indicator.tsx';
import { typingMembers } from './typing-members.ts';
import { UnreadBadge } from './unread-badge.tsx';
import { useMessageAge } from './use-message-age.ts';
import type { RoomState } from './use-room.ts';
import { useUnread } from './use-unread.ts';

/** The transcript and the composer, with what connects them: edits, retries, the typing state, and the unread count. */
export const Conversation = ({ room, draftStore, find, onInvite, onHelp, onLeave }: ConversationProps) => {
  const { view, entries, groups, outbox, store } = room;
  const editingId = useSyncExternalStore(draftStore.subscribe, () => draftStore.getState().edit?.clientMsgId);
  const ageOf = useMessageAge(store);
  useEffect(() => draftStore.setMember(view.you.id), [draftStore, view.you.id]);
  const composeTarget = { draftStore, outbox, limit: view.limits.messageLength };
  useFailedRename(composeTarget, groups.rename);
  const typingNotifier = useTypingNotifier(view.members.size);
  const unread = useUnread(view.rows);
  const notifications = useNotifications(store, () => ignoredMemberIds(ignoreList.getState(), store.view()));

  const send = (text: string) => {
    outbox.send(text);
    typingNotifier.onSent();
    unread.markRead();
  };
  const edit = (clientMsgId: string, text: string) => {
    outbox.edit(clientMsgId, text);
    // Unlike a sent message, an edit does not clear the typing state in the room.
    typingNotifier.onInput('');
  };
  const editLast = () => {
    const last = lastOwnMessage({ ...view, ageOf }, outbox.messages());
    if (last) startEditing(composeTarget, last);
    return last !== undefined;
  };
  const runCommand = (command: RoomCommand) => {
    switch (command.type) {
      case 'help':
        return onHelp();
      case 'find':
        return find.open(command.text);
      case 'rename':
        return outbox.rename(command.nickname);
      case 'leave':
        return onLeave(command.reason);
    }
  };
  const others = [...view.members.values()].filter(({ id }) => id !== view.you.id);
  return (
    <main className="conversation">
      <Transcript
        view={view}
        outbox={{ entries, changes: groups.changes }}
        unreadFrom={unread.from}
        editingId={editingId}
        failureActions={{
          onRetry: thenFocusComposer((id: string) => outbox.retry(id)),
          onEdit: thenFocusComposer((id: string) => reopenFailed(composeTarget, id)),
          onDiscard: thenFocusComposer((id: string) => outbox.discard(id)),
        }}
        placeholder={<EmptyTranscript onInvite={onInvite} />}
        findBar={<FindInTranscript find={find} />}
        actions={<TranscriptActions view={view} ageOf={ageOf} composeTarget={composeTarget} />}
      />
      {notifications.isPromptOpen && (
        <EnableNotificationsPrompt onClose={thenFocusComposer(notifications.closePrompt)} />
      )}
      <TypingIndicator members={typingMembers(view)} />
      <Composer
        draftStore={draftStore}
        limits={view.limits}
        others={others}
        onInput={typingNotifier.onInput}
        onSend={send}
        onEdit={edit}
        onEditLast={editLast}
        onCommand={runCommand}
      />
      <UnreadBadge count={unread.count} />
    </main>
  );
};

const TranscriptActions = (props: Pick<MessageActionsProps, 'view' | 'ageOf' | 'composeTarget'>) => {
  const { scroller, selected, hideActions } = useTranscript();
  return <MessageActions {...props} scroller={scroller} selected={selected} onClose={hideActions} />;
};

/** Returns `action` followed by `focusComposer`: the pressed button disappears with its row. */
const thenFocusComposer =
  <Args extends unknown[]>(action: (...args: Args) => unknown) =>
  (...args: Args) => {
    action(...args);
    focusComposer();
  };

interface ConversationProps {
  readonly room: RoomState;
  readonly draftStore: DraftStore;
  readonly find: FindState;
  readonly onInvite: () => void;
  readonly onHelp: () => void;
  readonly onLeave: (reason: string) => void;
}
