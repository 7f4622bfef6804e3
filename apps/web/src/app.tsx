import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JoinResult } from '@mailroom/shared';
import { onInvitation, pageInvitation } from './browser/addresses/page-invitation.ts';
import { pageDraft } from './browser/storage/draft-storage.ts';
import { openPage } from './browser/open-pages.ts';
import { tabAttempt } from './browser/storage/storage.ts';
import { ClaimDialog } from './moderation/lazy-claim-dialog.ts';
import { Lobby } from './lobby/lobby.tsx';
import { LazyRoom, preloadRoom } from './room/lazy-room.tsx';
import { resumeSession } from './session/session.ts';
import { withJitter } from './sync/backoff.ts';
import { retryAfterMsOf } from './sync/room-api.ts';
import type { LobbyNotice } from './sync/view/room-view.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { FailureScreen } from './ui/failure-notice.tsx';
import { LoadingScreen } from './ui/loading-screen.tsx';
import { UpdateBar } from './ui/update-bar.tsx';

/** The page: the lobby or the room, below the bar that announces a new version. */
export const App = () => (
  <ErrorBoundary piece="page" fallback={<FailureScreen piece="page" />}>
    <UpdateBar />
    <LobbyOrRoom />
    <ClaimOffer />
  </ErrorBoundary>
);

/** Offers to accept the invitation to a role that the address of the page names. */
const ClaimOffer = () => {
  const [invitation, setInvitation] = useState(pageInvitation);
  useEffect(() => onInvitation(setInvitation), []);
  return (
    invitation !== undefined && (
      <ClaimDialog key={invitation} invitation={invitation} onClose={() => setInvitation(undefined)} />
    )
  );
};

/** Resumes the session of this browser, with `resumeSession`. Has its result without waiting if there is no session. */
export const resumeQuery = queryOptions({
  queryKey: ['resume-session'],
  queryFn: async ({ signal }) => {
    // The lobby and the room need the draft that `openPage` takes over.
    const [joined] = await Promise.all([resumeSession(signal), openPage()]);
    return joined;
  },
  networkMode: 'always',
  // The room names the time if it refuses the request for a limit. Then the page only has to wait.
  retry: (failures, error) => failures < (retryAfterMsOf(error) === undefined ? 1 : 5),
  retryDelay: (_failures, error) => withJitter(retryAfterMsOf(error) ?? 1_000),
  staleTime: Infinity,
  gcTime: Infinity,
});

/** Shows the room if this browser has a session that it can resume, and the lobby otherwise. */
const LobbyOrRoom = () => {
  const resumed = useQuery(resumeQuery);
  // After the first render: the room's scripts must not delay the lobby.
  useEffect(preloadRoom, []);
  /** The last join on this page; null after the exit from the room. */
  const [joined, setJoined] = useState<JoinResult | null>();
  const [exitNotice, setExitNotice] = useState<LobbyNotice>();

  const onExit = (notice: LobbyNotice | undefined) => {
    tabAttempt.write('');
    setExitNotice(notice);
    setJoined(null);
  };

  const current = joined === undefined ? resumed.data : joined;
  if (current) {
    return (
      <ErrorBoundary key={current.you.id} piece="room" fallback={<FailureScreen piece="room" />}>
        <LazyRoom joined={current} onExit={onExit} />
      </ErrorBoundary>
    );
  }
  if (resumed.isPending && joined === undefined) return <LoadingScreen />;
  const resumeNotice = resumed.isError ? 'unreachable' : expiryNotice(resumed.data);
  const notice = joined === null ? exitNotice : resumeNotice;
  return <Lobby notice={notice} hasDraft={pageDraft.draft.read() !== ''} onEnter={setJoined} />;
};

/** The notice for a tab that was in the room before, if there was no session to resume. */
const expiryNotice = (resumed: JoinResult | null | undefined): LobbyNotice | undefined =>
  resumed === null && tabAttempt.read() ? 'session-expired' : undefined;
