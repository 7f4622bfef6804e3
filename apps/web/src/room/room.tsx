import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { Member, Visit } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { BellOffer } from '../notifications/lazy-enable-prompt.ts';
import { useBell } from '../notifications/use-notifications.ts';
import { clearSession } from '../session/session.ts';
import { saveTranscript } from '../export/lazy-save-transcript.ts';
import { HelpDialog } from '../help/lazy-help-dialog.ts';
import { useHelpShortcut } from '../help/use-help-shortcut.ts';
import { InvitationDialog } from '../invitation/lazy-invitation-dialog.ts';
import { storedDraft, storedEdit } from '../browser/storage.ts';
import { preloadModules } from '../browser/lazy-module.ts';
import { ignoredPeople } from '../settings/ignore-list.ts';
import { Logo } from '../ui/logo.tsx';
import { useWords } from '../i18n/use-strings.ts';
import { Composer } from './composer/composer.tsx';
import { ConnectionState } from './connection-state.tsx';
import { trackSoftKeyboardInset } from '../browser/soft-keyboard-inset.ts';
import { RoomMenu } from './room-menu.tsx';
import { editLine, writeAnew } from './composer/compose-target.ts';
import { focusComposer } from './composer/focus-composer.ts';
import { lastLine } from './message-actions/last-own-message.ts';
import { ignoredMemberIds } from '../sync/ignored-rows.ts';
import { knownOf } from './roster/member-history.ts';
import { Roster } from './roster/roster.tsx';
import type { LobbyNotice } from '../sync/room-view.ts';
import { Transcript } from './transcript/transcript.tsx';
import { UnreadBadge } from './unread-badge.tsx';
import { useRefusedRenaming } from './composer/use-failed-rename.ts';
import { useRoom } from './use-room.ts';
import { useMessageAge } from './use-message-age.ts';
import { useUnread } from './use-unread.ts';
import { useWritingSign } from './composer/use-typing-notifier.ts';
import { TypingIndicator } from './typing-indicator.tsx';
import { typingMembers } from './typing-members.ts';
import { mention } from './composer/insert-text.ts';
import { Writing } from './composer/draft-store.ts';

/** The room: what was said, who is here, and a place to write. Calls `onEnd` when the visit is over. */
export const Room = ({ visit, onEnd }: RoomProps) => {
  const words = useWords();
  const [isInviting, setIsInviting] = useState(false);
  /** What one begins to find with, while one does. */
  const [find, setFind] = useState<{ readonly text: string; readonly times: number }>();
  const [writing] = useState(() => new Writing({ draft: storedDraft, edit: storedEdit, memberId: visit.you.id }));
  const { view, outgoing, sorted, outbox, store } = useRoom(visit, (texts) => writing.giveBack(texts));
  const inHand = useSyncExternalStore(writing.subscribe, () => writing.written().edit?.line);
  const ageOf = useMessageAge(store);
  useEffect(() => writing.belongTo(view.you.id), [writing, view.you.id]);
  const desk = { writing, outbox, limit: view.limits.messageLength };
  useRefusedRenaming(desk, sorted.rename);
  const unsent = () => [...outbox.stop(), ...writing.stop()];
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
    onError: () => go('not-told'),
  });

  // Each time anew: who asks for it while it is open is in its field again.
  const openFind = (text: string) => setFind((before) => ({ text, times: (before?.times ?? 0) + 1 }));
  const edit = (line: string, text: string) => {
    outbox.edit(line, text);
    // A line that is said tells by itself that it is written.
    sign.typed('');
  };
  const leaveWith = (reason: string) => {
    if (!leave.isPending) leave.mutate(reason);
  };

  useEffect(trackSoftKeyboardInset, []);
  useEffect(preloadModules, []);
  const sign = useWritingSign(view.members.size);
  const onMention = useCallback(
    (nickname: string) => {
      document.getElementById('roster')?.hidePopover();
      mention(writing, nickname);
    },
    [writing],
  );
  const known = useCallback((member: Member) => knownOf(store.view().rows, member), [store]);

  const { connection } = view;
  const unread = useUnread(view.rows);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const openHelp = () => setIsHelpOpen(true);
  useHelpShortcut(openHelp);
  const bell = useBell(store, () => ignoredMemberIds(ignoredPeople.now(), store.view()));
  useEffect(() => {
    // Leaving by the button closes the wait too; then there is nothing to explain.
    if (connection.state === 'ended' && !leave.isPending) end(connection.why);
  }, [connection, leave.isPending]);

  const post = (said: string) => {
    outbox.send(said);
    sign.said();
    unread.markRead();
  };
  const editLast = () => {
    const last = lastLine({ ...view, ageOf }, outbox.messages());
    if (last) editLine(desk, last);
    return last !== undefined;
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
        {words.room.skip}
      </a>
      <header className="room-header">
        <Logo size={28} />
        <h1>Mailroom</h1>
        <ConnectionState connection={connection} />
        <button type="button" className="roster-toggle" popoverTarget="roster">
          {words.room.here(view.members.size)}
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
          desk={desk}
          find={find}
          onFind={openFind}
          onFindClose={() => setFind(undefined)}
          onRetry={thenFocusComposer((id) => outbox.retry(id))}
          onEdit={thenFocusComposer((id) => writeAnew(desk, id))}
          onDiscard={thenFocusComposer((id) => outbox.discard(id))}
        />
        {bell.isOffered && <BellOffer onClose={thenFocusComposer(bell.closeOffer)} />}
        <TypingIndicator members={typingMembers(view)} />
        <Composer
          writing={writing}
          limits={view.limits}
          members={view.members}
          you={view.you}
          onTyped={sign.typed}
          onPost={post}
          onEdit={edit}
          onEditLast={editLast}
          onRename={(nickname) => outbox.rename(nickname)}
          onHelp={openHelp}
          onFind={openFind}
          onLeave={leaveWith}
        />
      </main>
      <Roster
        members={view.members}
        away={view.presence.away}
        you={view.you}
        ignored={view.ignored}
        knownOf={known}
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
  readonly visit: Visit;
  readonly onEnd: (end: RoomExit) => void;
}
