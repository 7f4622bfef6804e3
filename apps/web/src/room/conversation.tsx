import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { ageOf } from '../browser/server-clock.ts';
import { useNotifications } from '../notifications/use-notifications.ts';
import { ignoreList } from '../settings/ignore-list.ts';
import { useSettings } from '../settings/use-settings.ts';
import { ignoredMemberIds } from '../sync/view/ignored-rows.ts';
import { createMessageIndex } from '../sync/view/message-index.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { sendMessages, startEditing } from './composer/compose-target.ts';
import { Composer } from './composer/composer.tsx';
import type { DraftStore } from './composer/draft-store.ts';
import { focusComposer, thenFocusComposer } from './composer/focus-composer.ts';
import type { RoomCommand } from './composer/commands/slash-commands.ts';
import { useFailedRename } from './composer/use-failed-rename.ts';
import { useTypingNotifier } from './composer/use-typing-notifier.ts';
import type { FindState } from './find-in-transcript.tsx';
import { DraftOffer, EnableNotificationsPrompt } from './lazy.ts';
import { lastOwnMessage } from './message-actions/last-own-message.ts';
import { RoomTranscript } from './room-transcript.tsx';
import { TypingIndicator } from './typing/typing-indicator.tsx';
import { typingMembers } from './typing/typing-members.ts';
import { UnreadBadge } from './unread-badge.tsx';
import { UnstoredNotice } from './unstored-notice.tsx';
import { useDraftOffer } from './use-draft-offer.ts';
import type { RoomState } from './use-room.ts';
import { useUnread } from './use-unread.ts';

/** The transcript and the composer, with what connects them: edits, retries, the typing state, and the unread count. */
export const Conversation = ({ room, draftStore, find, onInvite, onExport, onHelp, onLeave }: ConversationProps) => {
  const { view, groups, outbox, store } = room;
  const { enterKey } = useSettings();
  useEffect(() => draftStore.setMember(view.you.id), [draftStore, view.you.id]);
  const composeTarget = { draftStore, outbox, limit: view.limits.messageLength };
  useFailedRename(composeTarget, groups.rename);
  const typingNotifier = useTypingNotifier(view.members.size);
  const draftOffer = useDraftOffer(draftStore);
  const unread = useUnread(view.rows);
  const notifications = useNotifications(store, () => ignoredMemberIds(ignoreList.getState(), store.view()));

  const send = (texts: readonly string[], replyTo: string | undefined) => {
    sendMessages(composeTarget, texts, replyTo);
    typingNotifier.onSent();
    unread.markRead();
  };
  const edit = (mutationId: string, text: string) => {
    outbox.edit(mutationId, text);
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
      <ErrorBoundary piece="transcript" fallback={<FailureNotice piece="transcript" />}>
        <RoomTranscript
          room={room}
          composeTarget={composeTarget}
          unreadFrom={unread.from}
          find={find}
          onInvite={onInvite}
          onExport={onExport}
        />
      </ErrorBoundary>
      {notifications.isPromptOpen && (
        <EnableNotificationsPrompt onClose={thenFocusComposer(notifications.closePrompt)} />
      )}
      {draftOffer && (
        <DraftOffer
          text={draftOffer.text}
          onAccept={() => {
            flushSync(draftOffer.accept);
            focusComposer('end');
          }}
          onDiscard={thenFocusComposer(draftOffer.discard)}
          onClose={draftOffer.hide}
        />
      )}
      <UnstoredNotice isStored={room.isOutboxStored} />
      <TypingIndicator members={typingMembers(view)} />
      <ErrorBoundary piece="composer" fallback={<FailedComposer />}>
        <Composer
          draftStore={draftStore}
          limits={view.limits}
          others={others}
          enterKey={enterKey}
          findMessage={createMessageIndex(view).byMutationId}
          onInput={typingNotifier.onInput}
          onSend={send}
          onEdit={edit}
          onEditLast={editLast}
          onCommand={runCommand}
        />
      </ErrorBoundary>
      <UnreadBadge roomName={view.room.name} count={unread.count} />
    </main>
  );
};

/** Takes the place of the message field, also as the target of the skip link. */
const FailedComposer = () => (
  <div id="message" tabIndex={-1}>
    <FailureNotice piece="composer" />
  </div>
);

interface ConversationProps {
  readonly room: RoomState;
  readonly draftStore: DraftStore;
  readonly find: FindState;
  readonly onInvite: () => void;
  /** Offers to export the conversation. */
  readonly onExport: () => void;
  readonly onHelp: () => void;
  readonly onLeave: (reason: string) => void;
}
