import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JoinResult } from '@mailroom/shared';
import { resumeSession } from './session/session.ts';
import { storedDraft, tabAttempt } from './browser/storage.ts';
import { fetchRoom, LazyRoom } from './room/lazy-room.tsx';
import { Lobby } from './lobby/lobby.tsx';
import { UpdateBar } from './ui/update-bar.tsx';
import { LoadingScreen } from './ui/loading-screen.tsx';
import type { RoomExit } from './room/room.tsx';
import type { LobbyNotice } from './sync/room-view.ts';
import { prependTexts } from './room/composer/draft-store.ts';

/** The page: lobby or room, and above it whether there is a newer one. */
export const App = () => (
  <>
    <UpdateBar />
    <LobbyOrRoom />
  </>
);

/** Whoever was in the room in this browser and still is goes straight back in. */
const LobbyOrRoom = () => {
  const returning = useQuery({
    queryKey: ['come-back'],
    queryFn: ({ signal }) => resumeSession(signal),
    networkMode: 'always',
    retry: 1,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  useEffect(fetchRoom, []);
  const [visit, setVisit] = useState<JoinResult | null>();
  const [farewell, setFarewell] = useState<LobbyNotice>();

  const exit = ({ farewell, unsent }: RoomExit) => {
    tabAttempt.write('');
    storedDraft.write(prependTexts(storedDraft.read(), unsent));
    setFarewell(farewell);
    setVisit(null);
  };

  const current = visit === undefined ? returning.data : visit;
  if (current) return <LazyRoom key={current.you.id} visit={current} onEnd={exit} />;
  if (returning.isPending && visit === undefined) return <LoadingScreen />;
  const whyNotBack = returning.isError ? 'unreachable' : farewellOf(returning.data);
  return <Lobby notice={visit === null ? farewell : whyNotBack} onEnter={setVisit} />;
};

/** Why a tab that was in the room finds itself in the lobby. */
const farewellOf = (returned: JoinResult | null | undefined): LobbyNotice | undefined =>
  returned === null && tabAttempt.read() ? 'session-expired' : undefined;
