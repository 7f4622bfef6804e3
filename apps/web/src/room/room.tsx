import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { Member, JoinResult } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { EnableNotificationsPrompt } from './lazy.ts';
import { useNotifications } from '../notifications/use-notifications.ts';
import { clearSession } from '../session/session.ts';
import { saveTranscript } from './lazy.ts';
import { HelpDialog } from './lazy.ts';
import { useHelpShortcut } from '../help/use-help-shortcut.ts';
import { InvitationDialog } from './lazy.ts';
import { storedDraft, storedEdit } from '../browser/storage.ts';
import { preloadModules } from '../browser/lazy-module.ts';
import { ignoreList } from '../settings/ignore-list.ts';
import { Logo } from '../ui/logo.tsx';
import { useStrings } from '../i18n/use-strings.ts';
import { Composer } from './composer/composer.tsx';
import { ConnectionState } from './connection-state.tsx';
import { trackSoftKeyboardInset } from '../browser/soft-keyboard-inset.ts';
import { RoomMenu } from './room-menu.tsx';
import { reopenFailed, startEditing } from './composer/compose-target.ts';
import { focusComposer } from './composer/focus-composer.ts';
import { lastOwnMessage } from './message-actions/last-own-message.ts';
import { ignoredMemberIds } from '../sync/ignored-rows.ts';
import { memberHistory } from './roster/member-history.ts';
import { Roster } from './roster/roster.tsx';
import type { LobbyNotice } from '../sync/room-view.ts';
import { Transcript } from './transcript/transcript.tsx';
import { UnreadBadge } from './unread-badge.tsx';
import { useFailedRename } from './composer/use-failed-rename.ts';
import { useRoom } from './use-room.ts';
import { useMessageAge } from './use-message-age.ts';
import { useUnread } from './use-unread.ts';
import { useTypingNotifier } from './composer/use-typing-notifier.ts';
import { TypingIndicator } from './typing-indicator.tsx';
import { typingMembers } from './typing-members.ts';
import { insertMention } from './composer/insert-text.ts';
import { DraftStore } from './composer/draft-store.ts';
import type { RoomCommand } from './composer/slash-commands.ts';

/** The room: what was said, who is here, and a place to write. Calls `onEnd` when the visit is over. */
export const Room = ({ visit, onEnd }: RoomProps) => {
  const words = useStrings();
  const [isInviting, setIsInviting] = useState(false);
  /** What one begins to find with, while one does. */
  const [find, setFind] = useState<{ readonly text: string; readonly times: number }>();
  const [draftStore] = useState(() => new DraftStore({ draft: storedDraft, edit: storedEdit, memberId: visit.you.id }));
  const { view, outgoing, sorted, outbox, store } = useRoom(visit, (texts) => draftStore.restoreTexts(texts));
  const inHand = useSyncExternalStore(draftStore.subscribe, () => draftStore.getState().edit?.clientMsgId);
  const ageOf = useMessageAge(store);
  useEffect(() => draftStore.setMember(view.you.id), [draftStore, view.you.id]);
  const composeTarget = { draftStore, outbox, limit: view.limits.messageLength };
  useFailedRename(composeTarget, sorted.rename);
  const unsent = () => [...outbox.stop(), ...draftStore.takeUnsentTexts()];
  const end = useEffectEvent((farewell: LobbyNotice) => onEnd({ farewell, unsent: unsent() }));
  const go = (farewell?: LobbyNotice) => {
    clearSession();
    store.announceLeft();
    onEnd({ farewell, unsent: unsent() });
  };
  const leave = useMutation({
    mutationFn: api.leave,
    networkMode: 'always',
    retry: 1,
    onSuccess: () => go(),
    onError: () => go('leave-failed'),
  });

  // Each time anew: who asks for it while it is open is in its field again.
  const openFind = (text: string) => setFind((before) => ({ text, times: (before?.times ?? 0) + 1 }));
  const edit = (clientMsgId: string, text: string) => {
    outbox.edit(clientMsgId, text);
    // Unlike a sent message, an edit does not clear the typing state in the room.
    typingNotifier.onInput('');
  };
  const leaveWith = (reason: string) => {
    if (!leave.isPending) leave.mutate(reason);
  };

  useEffect(trackSoftKeyboardInset, []);
  useEffect(preloadModules, []);
  const typingNotifier = useTypingNotifier(view.members.size);
  const onMention = useCallback(
    (nickname: string) => {
      document.getElementById('roster')?.hidePopover();
      insertMention(draftStore, nickname);
    },
    [draftStore],
  );
  const historyOf = useCallback((member: Member) => memberHistory(store.view().rows, member), [store]);

  const { connection } = view;
  const unread = useUnread(view.rows);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const openHelp = () => setIsHelpOpen(true);
  useHelpShortcut(openHelp);
  const notifications = useNotifications(store, () => ignoredMemberIds(ignoreList.getState(), store.view()));
  useEffect(() => {
    // Leaving by the button closes the wait too; then there is nothing to explain.
    if (connection.state === 'ended' && !leave.isPending) end(connection.why);
  }, [connection, leave.isPending]);

  const send = (text: string) => {
    outbox.send(text);
    typingNotifier.onSent();
    unread.markRead();
  };
  const editLast = () => {
    const last = lastOwnMessage({ ...view, ageOf }, outbox.messages());
    if (last) startEditing(composeTarget, last);
    return last !== undefined;
  };
  const others = [...view.members.values()].filter(({ id }) => id !== view.you.id);
  const runCommand = (command: RoomCommand) => {
    switch (command.type) {
      case 'help':
        return openHelp();
      case 'find':
        return openFind(command.text);
      case 'rename':
        return outbox.rename(command.nickname);
      case 'leave':
        return leaveWith(command.reason);
    }
  };
  return (
    <div className="room">
      <a
        className="skip-link"
        href="#message"
        onClick={(event) => {
          // Followed, it would stay in the address that people share.
          event.preventDefault();
          focusComposer();
        }}
      >
        {words.room.skipToComposer}
      </a>
      <header className="room-header">
        <Logo size={28} />
        <h1>Mailroom</h1>
        <ConnectionState connection={connection} />
        <button type="button" className="roster-toggle" popoverTarget="roster">
          {words.room.memberCount(view.members.size)}
        </button>
        <button type="button" aria-disabled={leave.isPending} onClick={() => leaveWith('')}>
          {leave.isPending ? words.room.leaving : words.room.leave}
        </button>
        <RoomMenu
          onInvite={() => setIsInviting(true)}
          onFind={() => openFind('')}
          onSave={(format) => void saveTranscript(format, store.view().rows, words)}
          onHelp={openHelp}
        />
      </header>
      <main className="conversation">
        <Transcript
          view={view}
          outgoing={outgoing}
          changes={sorted.changes}
          unreadFrom={unread.from}
          onInvite={() => setIsInviting(true)}
          inHand={inHand}
          ageOf={ageOf}
          composeTarget={composeTarget}
          find={find}
          onFind={openFind}
          onFindClose={() => setFind(undefined)}
          onRetry={thenFocusComposer((id) => outbox.retry(id))}
          onEdit={thenFocusComposer((id) => reopenFailed(composeTarget, id))}
          onDiscard={thenFocusComposer((id) => outbox.discard(id))}
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
      </main>
      <Roster
        members={view.members}
        away={view.presence.away}
        you={view.you}
        ignored={view.ignored}
        historyOf={historyOf}
        onMention={onMention}
      />
      {isInviting && <InvitationDialog onClose={() => setIsInviting(false)} />}
      {isHelpOpen && <HelpDialog onClose={() => setIsHelpOpen(false)} />}
      <UnreadBadge count={unread.count} />
    </div>
  );
};

/** The button that was pressed is gone with its line: the focus goes where one writes. */
const thenFocusComposer =
  <Args extends unknown[]>(act: (...args: Args) => unknown) =>
  (...args: Args) => {
    act(...args);
    focusComposer();
  };

/** How a visit ended: what to tell who was here, if they do not know, and their texts that did not reach the room. */
export interface RoomExit {
  readonly farewell: LobbyNotice | undefined;
  readonly unsent: readonly string[];
}

interface RoomProps {
  readonly visit: JoinResult;
  readonly onEnd: (end: RoomExit) => void;
}
