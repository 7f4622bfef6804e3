import { useCallback, useEffect, useState } from 'react';
import type { JoinResult, Member } from '@mailroom/shared';
import type { RoleInvitation } from '../invitation/invitation-dialog.tsx';
import type { TranscriptFormat } from '../export/save-transcript.ts';
import { preloadModules } from '../browser/lazy-module.ts';
import { trackOnScreenKeyboardInset } from '../browser/keyboard/on-screen-keyboard.ts';
import { pageDraft } from '../browser/storage/draft-storage.ts';
import { useHelpShortcut } from '../help/use-help-shortcut.ts';
import { useStrings } from '../i18n/use-strings.ts';
import { mayHaveOlder } from '../sync/view/older-letters.ts';
import type { LobbyNotice } from '../sync/view/room-view.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { MemberColors, useMemberColors } from '../ui/member/use-member-color.ts';
import { DraftStore } from './composer/draft-store.ts';
import { insertMention } from './composer/insert-text.ts';
import { Conversation } from './conversation.tsx';
import { ExportConversation } from './export-conversation.tsx';
import { useFind } from './find-in-transcript.tsx';
import { HelpDialog, InvitationDialog, LeaveDialog, ModerationDialog, saveTranscript } from './lazy.ts';
import { RoomHeader } from './room-header.tsx';
import { RoomMenu } from './room-menu.tsx';
import { memberHistory } from './roster/member-history.ts';
import { Roster } from './roster/roster.tsx';
import { useLeave } from './use-leave.ts';
import { useRoom } from './use-room.ts';

/** The room of one session. Calls `onExit` when the session is over. What was not sent is in the draft then. */
export const Room = ({ joined, onExit }: RoomProps) => {
  const strings = useStrings();
  const [exportFormat, setExportFormat] = useState<TranscriptFormat>();
  const [openDialog, setOpenDialog] = useState<'help' | 'invitation' | 'moderation'>();
  /** An invitation to a role that the invitation dialog shows. */
  const [roleInvitation, setRoleInvitation] = useState<RoleInvitation>();
  const [reasonToConfirm, setReasonToConfirm] = useState<string>();
  const openHelp = () => setOpenDialog('help');
  const openRoleInvitation = (role: RoleInvitation | undefined) => {
    setRoleInvitation(role);
    setOpenDialog('invitation');
  };
  const openInvitation = () => openRoleInvitation(undefined);
  const closeDialog = () => setOpenDialog(undefined);
  const find = useFind();
  const [draftStore] = useState(
    () =>
      new DraftStore({
        draft: pageDraft.draft,
        reply: pageDraft.reply,
        edit: pageDraft.edit,
        memberId: joined.you.id,
      }),
  );
  const room = useRoom(joined, (texts) => draftStore.restoreTexts(texts));
  const { view, outbox, store } = room;
  const { leave, isLeaving } = useLeave(store, view.connection, (notice) => {
    // The lobby says that there is a draft, and the next session begins with it.
    draftStore.restoreTexts([...outbox.stop(), ...draftStore.takeUnsentTexts().map((text) => ({ text }))]);
    onExit(notice);
  });
  const memberColors = useMemberColors(view.members);
  /** Leaves at once, unless the room has not accepted some texts. */
  const requestLeave = (reason: string) =>
    outbox.unsentTexts().length > 0 ? setReasonToConfirm(reason) : leave(reason);
  useHelpShortcut(openHelp);
  useEffect(() => pageDraft.onTaken(() => draftStore.clear()), [draftStore]);
  useEffect(trackOnScreenKeyboardInset, []);
  useEffect(preloadModules, []);
  const mention = useCallback(
    (nickname: string) => {
      document.getElementById('roster')?.hidePopover();
      insertMention(draftStore, nickname);
    },
    [draftStore],
  );
  const save = (format: TranscriptFormat) => {
    setExportFormat(undefined);
    void saveTranscript(format, store.view(), strings);
  };
  /** Saves the conversation, or offers to load older messages first. */
  const exportAs = (format: TranscriptFormat) =>
    mayHaveOlder(store.view().older) ? setExportFormat(format) : save(format);
  const historyOf = useCallback((member: Member) => memberHistory(store.view().rows, member), [store]);
  return (
    <MemberColors value={memberColors}>
      <div className="room">
        <RoomHeader
          room={view.room}
          connection={view.connection}
          memberCount={view.members.size}
          isLeaving={isLeaving}
          onInvite={openInvitation}
        >
          <RoomMenu
            onFind={() => find.open('')}
            onSave={exportAs}
            onModerate={view.you.role && (() => setOpenDialog('moderation'))}
            onHelp={openHelp}
            onLeave={() => requestLeave('')}
          />
        </RoomHeader>
        <Conversation
          room={room}
          draftStore={draftStore}
          find={find}
          onInvite={openInvitation}
          onExport={() => exportAs('text')}
          onHelp={openHelp}
          onLeave={requestLeave}
        />
        <ErrorBoundary piece="roster" fallback={<FailedRoster />}>
          <Roster
            members={view.members}
            presence={view.presence}
            you={view.you}
            ignored={view.ignored}
            historyOf={historyOf}
            onMention={mention}
            onInvite={openInvitation}
          />
        </ErrorBoundary>
        {openDialog === 'invitation' && (
          <InvitationDialog roomName={view.room.name} roleInvitation={roleInvitation} onClose={closeDialog} />
        )}
        {openDialog === 'moderation' && (
          <ModerationDialog
            you={view.you}
            members={view.members}
            onInvited={openRoleInvitation}
            onClose={closeDialog}
          />
        )}
        {exportFormat && (
          <ExportConversation
            room={room}
            onExport={() => save(exportFormat)}
            onClose={() => setExportFormat(undefined)}
          />
        )}
        {openDialog === 'help' && <HelpDialog onClose={closeDialog} />}
        {reasonToConfirm !== undefined && (
          <LeaveDialog
            unsentCount={outbox.unsentTexts().length}
            onLeave={() => {
              setReasonToConfirm(undefined);
              leave(reasonToConfirm);
            }}
            onClose={() => setReasonToConfirm(undefined)}
          />
        )}
      </div>
    </MemberColors>
  );
};

/** Takes the place of the roster: the button of the header opens it on a phone. */
const FailedRoster = () => (
  <aside className="roster" id="roster" popover="auto">
    <FailureNotice piece="roster" />
  </aside>
);

interface RoomProps {
  readonly joined: JoinResult;
  /** Called with the notice that the lobby shows, if there is one. */
  readonly onExit: (notice: LobbyNotice | undefined) => void;
}
