import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Visit } from '@mailroom/shared';
import { currentMember, draft, lastNickname, wasHere } from './kept.ts';
import { comeBack } from './lobby/come-back.ts';
import { Lobby } from './lobby/lobby.tsx';
import { Room, type EndOfRoom } from './room/room.tsx';
import { endWords, noAnswerWords } from './words.ts';

/** Lobby or room. Whoever was in the room in this browser and still is goes straight back in. */
export const App = () => {
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

  const enter = (entered: Visit) => {
    lastNickname.write(entered.you.nickname);
    currentMember.write(entered.you.id);
    wasHere.write('yes');
    setVisit(entered);
  };
  const exit = ({ words, unsent }: EndOfRoom) => {
    wasHere.write('');
    draft.write([...unsent, draft.read()].filter(Boolean).join('\n'));
    setFarewell(words);
    setVisit(null);
  };

  const current = visit === undefined ? returning.data : visit;
  if (current) return <Room key={current.you.id} visit={current} onEnd={exit} />;
  if (returning.isPending && visit === undefined) return <Opening />;
  const words = returning.isError ? noAnswerWords : returnWords(returning.data);
  return <Lobby farewell={visit === null ? farewell : words} onEnter={enter} />;
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
