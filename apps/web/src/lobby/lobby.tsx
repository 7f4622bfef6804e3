import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { JoinResult } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { pageTitle } from '../browser/page-title.ts';
import { canStore } from '../browser/storage/page-storage.ts';
import { storedNickname } from '../browser/storage/storage.ts';
import type { Strings } from '../i18n/en.ts';
import { refusalText } from '../i18n/refusal-text.ts';
import { useStrings } from '../i18n/use-strings.ts';
import { JoinAttempt } from '../session/session.ts';
import { SettingsDialog } from '../settings/dialog/lazy-settings-dialog.ts';
import { backoff } from '../sync/backoff.ts';
import { isPermanentError, refusalOf, retryAfterMsOf } from '../sync/room-api.ts';
import type { LobbyNotice } from '../sync/view/room-view.ts';
import { Logo } from '../ui/logo.tsx';
import { Postmark } from './postmark.tsx';

/** The form in which a person picks a nickname and joins. */
export const Lobby = ({ notice, hasDraft, onEnter }: LobbyProps) => {
  const strings = useStrings();
  const { lobby, lobbyNotices, menu } = strings;
  const [nickname, setNickname] = useState(storedNickname.read);
  const [isRemembered] = useState(canStore);
  const [isSettingsOpen, setIsSettingsOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // All submissions of one nickname are one attempt until one succeeds.
  const attempt = useRef<JoinAttempt>(null);
  const join = useMutation({
    mutationFn: (attempt: JoinAttempt) => attempt.join(),
    networkMode: 'always',
    // A longer time than people wait for a button is shown instead.
    retry: (failures, error) => !isPermanentError(error) && failures < 2 && (retryAfterMsOf(error) ?? 0) <= MAX_WAIT_MS,
    retryDelay: (failures, error) => retryAfterMsOf(error) ?? Math.min(backoff(failures), 2_000),
    onSuccess: onEnter,
    onError: () => {
      field.current?.focus();
      field.current?.select();
    },
  });

  const preview = useQuery({
    queryKey: ['preview'],
    queryFn: ({ signal }) => api.preview(signal),
    networkMode: 'always',
    retry: false,
    refetchInterval: PREVIEW_MS,
  });
  const roomName = preview.data?.name ?? pageTitle;

  useEffect(() => field.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (join.isPending) return;
    const trimmed = nickname.trim();
    setNickname(trimmed);
    if (attempt.current?.nickname !== trimmed) attempt.current = new JoinAttempt(trimmed);
    join.mutate(attempt.current);
  };

  const problem = join.error && errorText(strings, join.error);
  return (
    <main className="lobby">
      <title>{roomName}</title>
      <div className="envelope">
        <form className="letter" onSubmit={submit} noValidate>
          <div className="stamp">
            <Logo size={56} />
            <Postmark />
          </div>
          <h1 dir="auto" translate="no">
            {roomName}
          </h1>
          <p className="lead" dir="auto">
            {preview.data?.topic || lobby.intro}
          </p>
          {/* A line of its own, so that nothing moves when the number arrives. */}
          <p className="inside">{preview.data && lobby.inside(preview.data.memberCount)}</p>
          {notice && (
            <p className="lobby-notice" id="lobby-notice" role="status">
              {[lobbyNotices[notice], hasDraft && lobby.draftKept].filter(Boolean).join(' ')}
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
            aria-describedby={problem ? 'problem' : notice ? 'lobby-notice' : 'hint'}
          />
          <p
            className={problem ? 'problem' : 'hint'}
            id={problem ? 'problem' : 'hint'}
            role={problem ? 'alert' : undefined}
          >
            {problem || [lobby.hint, isRemembered && lobby.hintRemembered].filter(Boolean).join(' ')}
          </p>
          <button type="submit" className="primary" aria-disabled={join.isPending}>
            {join.isPending ? lobby.joining : lobby.join}
          </button>
        </form>
      </div>
      <button type="button" className="settings-button" onClick={() => setIsSettingsOpen(true)}>
        {menu.settings}
      </button>
      {isSettingsOpen && <SettingsDialog onClose={() => setIsSettingsOpen(false)} />}
    </main>
  );
};

/** How often the number of people inside is asked for, in ms. Not while the page is hidden. */
const PREVIEW_MS = 30_000;
/** After this time in ms, people want to know why nothing happens. */
const MAX_WAIT_MS = 5_000;

const errorText = (strings: Strings, error: Error) => {
  const refusal = refusalOf(error);
  return refusal ? refusalText(strings, refusal) : strings.lobbyNotices.unreachable;
};

interface LobbyProps {
  /** Why the person is in the lobby, if they were in the room before. */
  readonly notice: LobbyNotice | undefined;
  /** Whether the person has written something that is not sent. */
  readonly hasDraft: boolean;
  readonly onEnter: (joined: JoinResult) => void;
}
