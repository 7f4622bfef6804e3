import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Visit } from '@mailroom/shared';
import { joinRoom } from '../session/session.ts';
import { isPermanentError, refusalOf, retryAfterMsOf } from '../sync/room-api.ts';
import { backoff } from '../sync/backoff.ts';
import { storedNickname } from '../browser/storage.ts';
import { Logo } from '../ui/logo.tsx';
import { SettingsDialog } from '../settings/dialog/lazy-settings-dialog.ts';
import { uuid } from '../browser/uuid.ts';
import type { LobbyNotice } from '../sync/room-view.ts';
import type { Words } from '../i18n/en.ts';
import { refusalWords } from '../i18n/refusal-text.ts';
import { useWords } from '../i18n/use-strings.ts';
import { Postmark } from './postmark.tsx';

/** Where one chooses a nickname. `farewell` tells who was just in the room why they are not any more. */
export const Lobby = ({ farewell, onEnter }: LobbyProps) => {
  const words = useWords();
  const { lobby, farewells, menu } = words;
  const [nickname, setNickname] = useState(storedNickname.read);
  const [isChoosing, setIsChoosing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // One attempt for one nickname, until it succeeds: an answer lost on the way must not leave a ghost that holds the nickname.
  const attempt = useRef<{ nickname: string; id: string }>(null);
  const join = useMutation({
    mutationFn: joinRoom,
    networkMode: 'always',
    retry: (failures, error) => !isPermanentError(error) && failures < 2,
    retryDelay: (failures, error) => retryAfterMsOf(error) ?? Math.min(backoff(failures), 2_000),
    onSuccess: onEnter,
    onError: () => {
      field.current?.focus();
      field.current?.select();
    },
  });

  useEffect(() => field.current?.focus(), []);

  const knock = (event: FormEvent) => {
    event.preventDefault();
    if (join.isPending) return;
    const wanted = nickname.trim();
    setNickname(wanted);
    if (attempt.current?.nickname !== wanted) attempt.current = { nickname: wanted, id: uuid() };
    join.mutate({ nickname: wanted, attempt: attempt.current.id });
  };

  const problem = join.error && problemWords(words, join.error);
  return (
    <main className="lobby">
      <title>Mailroom</title>
      <div className="envelope">
        <form className="letter" onSubmit={knock} noValidate>
          <div className="stamp">
            <Logo size={56} />
            <Postmark />
          </div>
          <h1>Mailroom</h1>
          <p className="lead">{lobby.lead}</p>
          {farewell && (
            <p className="lobby-notice" id="lobby-notice" role="status">
              {farewells[farewell]}
            </p>
          )}
          <label htmlFor="nickname">{lobby.nickname}</label>
          <input
            ref={field}
            id="nickname"
            name="nickname"
            value={nickname}
            onChange={(event) => setNickname(event.target.value)}
            autoComplete="nickname"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="go"
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? 'problem' : farewell ? 'lobby-notice' : 'hint'}
          />
          <p
            className={problem ? 'problem' : 'hint'}
            id={problem ? 'problem' : 'hint'}
            role={problem ? 'alert' : undefined}
          >
            {problem || lobby.hint}
          </p>
          <button type="submit" className="primary" aria-disabled={join.isPending}>
            {join.isPending ? lobby.comingIn : lobby.comeIn}
          </button>
        </form>
      </div>
      <button type="button" className="settings-button" onClick={() => setIsChoosing(true)}>
        {menu.settings}
      </button>
      {isChoosing && <SettingsDialog onClose={() => setIsChoosing(false)} />}
    </main>
  );
};

const problemWords = (words: Words, error: Error) => {
  const refusal = refusalOf(error);
  return refusal ? refusalWords(words, refusal) : words.farewells['no-answer'];
};

interface LobbyProps {
  readonly farewell: LobbyNotice | undefined;
  readonly onEnter: (visit: Visit) => void;
}
