import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Visit } from '@mailroom/shared';
import { comeBack } from './come-in.ts';
import { draft, wasHere } from './kept.ts';
import { Lobby } from './lobby/lobby.tsx';
import { NewerPage } from './newer-page.tsx';
import { asWritten } from './room/commands.ts';
import { Room, type EndOfRoom } from './room/room.tsx';
import { endWords, noAnswerWords } from './words.ts';

/** The page: lobby or room, and above it whether there is a newer one. */
export const App = () => (
  <>
    <NewerPage />
    <LobbyOrRoom />
  </>
);

/** Whoever was in the room in this browser and still is goes straight back in. */
const LobbyOrRoom = () => {
  const returning = useQuery({
    queryKey: ['come-back'],
    queryFn: ({ signal }) => comeBack(signal),
    networkMode: 'always',
    retry: 1,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const [visit, setVisit] = useState<Visit | null>();
  const [farewell, setFarewell] = useState('');

  const exit = ({ words, unsent }: EndOfRoom) => {
    wasHere.write('');
    draft.write([asWritten(unsent.join('\n')), draft.read()].filter(Boolean).join('\n'));
    setFarewell(words);
    setVisit(null);
  };

  const current = visit === undefined ? returning.data : visit;
  if (current) return <Room key={current.you.id} visit={current} onEnd={exit} />;
  if (returning.isPending && visit === undefined) return <Opening />;
  const words = returning.isError ? noAnswerWords : returnWords(returning.data);
  return <Lobby farewell={visit === null ? farewell : words} onEnter={setVisit} />;
};

/** Why a tab that was in the room finds itself in the lobby. */
const returnWords = (returned: Visit | null | undefined) =>
  returned === null && wasHere.read() ? endWords.expelled : '';

/** Nothing at first, because it is over in no time; a word when the room takes longer to answer. */
const Opening = () => (
  <main className="opening">
    <h1>Mailroom</h1>
    <p role="status">Opening the room…</p>
  </main>
);
