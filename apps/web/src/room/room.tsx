import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Member, Visit } from '@mailroom/shared';
import { api } from '../api.ts';
import { BellOffer } from '../bell/lazy-bell-offer.ts';
import { useBell } from '../bell/use-bell.ts';
import { forgetVisit } from '../come-in.ts';
import { HelpDialog } from '../help/lazy-help-dialog.ts';
import { useHelpKey } from '../help/use-help-key.ts';
import { draft } from '../kept.ts';
import { InvitationDialog } from '../invitation/lazy-invitation-dialog.ts';
import { loadAhead } from '../lazy-part.ts';
import { ignoredPeople } from '../ignored-people.ts';
import { Mark } from '../mark.tsx';
import { useWords } from '../words/use-words.ts';
import { asWritten } from './commands.ts';
import { Composer } from './composer.tsx';
import { ConnectionState } from './connection-state.tsx';
import { textsIn } from './errand.ts';
import { heedScreenKeyboard } from './heed-screen-keyboard.ts';
import { RoomMenu } from './room-menu.tsx';
import type { Deed } from './deeds.ts';
import { quotation, withQuotation } from './quotation.ts';
import type { LetterRow } from './room-view.ts';
import { ignoredMembers } from './ignored-rows.ts';
import { knownOf } from './known-of.ts';
import { Roster } from './roster.tsx';
import type { Farewell } from './room-view.ts';
import { Transcript } from './transcript.tsx';
import { UnreadBadge } from './unread-badge.tsx';
import { useRoom } from './use-room.ts';
import { useUnread } from './use-unread.ts';
import { useWritingSign } from './use-writing-sign.ts';
import { WhoWrites } from './who-writes.tsx';
import { writers } from './writers.ts';

/** The room: what was said, who is here, and a place to write. Calls `onEnd` when the visit is over. */
export const Room = ({ visit, onEnd }: RoomProps) => {
  const words = useWords();
  const [text, setText] = useState(draft.read);
  const [isInviting, setIsInviting] = useState(false);
  const write = (written: string) => {
    draft.write(written);
    setText(written);
  };
  /** What could not be said is written again, before what stands there. */
  const giveBack = (texts: readonly string[]) => write([asWritten(texts.join('\n')), text].filter(Boolean).join('\n'));
  /** What one begins to find with, while one does. */
  const [find, setFind] = useState<{ readonly text: string }>();
  const { view, lines, outbox, store } = useRoom(visit, giveBack);
  const end = useEffectEvent((farewell: Farewell) => onEnd({ farewell, unsent: outbox.stop() }));
  const go = (farewell?: Farewell) => {
    forgetVisit();
    store.tellLeft();
    onEnd({ farewell, unsent: outbox.stop() });
  };
  const leave = useMutation({
    mutationFn: api.leave,
    networkMode: 'always',
    retry: 1,
    onSuccess: () => go(),
    onError: () => go('not-told'),
  });

  const leaveWith = (reason: string) => {
    if (!leave.isPending) leave.mutate(reason);
  };

  useEffect(heedScreenKeyboard, []);
  useEffect(loadAhead, []);
  const writing = useWritingSign(view.members.size);
  const type = (written: string) => {
    write(written);
    writing.typed(written);
  };
  const mention = useCallback((nickname: string) => {
    document.getElementById('roster')?.hidePopover();
    writeOn(setText, `${draft.read().replace(/(?<=\S)$/u, ' ')}@${nickname} `);
  }, []);
  const known = useCallback((member: Member) => knownOf(store.view().rows, member), [store]);

  const { connection } = view;
  const unread = useUnread(view.rows);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const openHelp = () => setIsHelpOpen(true);
  useHelpKey(openHelp);
  const bell = useBell(store, () => ignoredMembers(ignoredPeople.now(), store.view()));
  useEffect(() => {
    // Leaving by the button closes the wait too; then there is nothing to explain.
    if (connection.state === 'ended' && !leave.isPending) end(connection.why);
  }, [connection, leave.isPending]);

  const post = (said: string) => {
    outbox.post(said);
    writing.said();
    unread.forget();
  };
  const takeBack = (clientMsgId: string) => {
    const line = outbox.discard(clientMsgId);
    if (line) giveBack(textsIn(line));
  };
  const onDeed = (deed: Deed, { letter: { event } }: LetterRow) => {
    if (event.type !== 'said') return;
    const { nickname } = event.member;
    const limit = view.limits.messageLength;
    if (deed === 'quote') writeOn(setText, withQuotation(text, quotation({ nickname, text: event.text, limit })));
    if (deed === 'mention') mention(nickname);
  };
  return (
    <div className="room">
      <a
        className="skip"
        href="#message"
        onClick={(event) => {
          // Followed, it would stay in the address that people share.
          event.preventDefault();
          focusComposer();
        }}
      >
        {words.room.skip}
      </a>
      <header className="top">
        <Mark size={28} />
        <h1>Mailroom</h1>
        <ConnectionState connection={connection} />
        <button type="button" className="roster-toggle" popoverTarget="roster">
          {words.room.here(view.members.size)}
        </button>
        <button type="button" aria-disabled={leave.isPending} onClick={() => leaveWith('')}>
          {leave.isPending ? words.room.leaving : words.room.leave}
        </button>
        <RoomMenu onInvite={() => setIsInviting(true)} onFind={() => setFind({ text: '' })} onHelp={openHelp} />
      </header>
      <main className="talk">
        <Transcript
          view={view}
          lines={lines}
          unreadFrom={unread.from}
          onInvite={() => setIsInviting(true)}
          onDeed={onDeed}
          find={find}
          onFind={setFind}
          onRetry={thenWrite((id) => outbox.retry(id))}
          onEdit={thenWrite(takeBack)}
          onDiscard={thenWrite((id) => outbox.discard(id))}
        />
        {bell.isOffered && <BellOffer onClose={thenWrite(bell.closeOffer)} />}
        <WhoWrites writers={writers(view)} />
        <Composer
          text={text}
          limit={view.limits.messageLength}
          members={view.members}
          you={view.you}
          onWrite={type}
          onPost={post}
          onHelp={openHelp}
          onFind={(text) => setFind({ text })}
          onLeave={leaveWith}
        />
      </main>
      <Roster
        members={view.members}
        away={view.signs.away}
        you={view.you}
        ignored={view.ignored}
        knownOf={known}
        onMention={mention}
      />
      {isInviting && <InvitationDialog onClose={() => setIsInviting(false)} />}
      {isHelpOpen && <HelpDialog onClose={() => setIsHelpOpen(false)} />}
      <UnreadBadge count={unread.count} />
    </div>
  );
};

/** Has this stand in the composer, and the caret behind it. */
const writeOn = (setText: (text: string) => void, written: string) => {
  draft.write(written);
  flushSync(() => setText(written));
  const field = document.getElementById('message');
  field?.focus();
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(written.length, written.length);
};

const focusComposer = () => document.getElementById('message')?.focus();

/** The button that was pressed is gone with its line: the focus goes where one writes. */
const thenWrite =
  <Args extends unknown[]>(act: (...args: Args) => unknown) =>
  (...args: Args) => {
    act(...args);
    focusComposer();
  };

/** How a visit ended: what to tell who was here, if they do not know, and their texts that did not reach the room. */
export interface EndOfRoom {
  readonly farewell: Farewell | undefined;
  readonly unsent: readonly string[];
}

interface RoomProps {
  readonly visit: Visit;
  readonly onEnd: (end: EndOfRoom) => void;
}
