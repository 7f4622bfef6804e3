import type { RoomInfo } from '@mailroom/shared';
import type { ReactNode } from 'react';
import { useStrings } from '../i18n/use-strings.ts';
import type { Connection } from '../sync/view/room-view.ts';
import { Logo } from '../ui/logo.tsx';
import { focusComposer } from './composer/focus-composer.ts';
import { ConnectionState } from './connection-state.tsx';

/** The header of the room, with the skip link before it. `children` is the room menu. */
export const RoomHeader = ({
  room: { name, topic },
  connection,
  memberCount,
  isLeaving,
  onInvite,
  children,
}: RoomHeaderProps) => {
  const { room } = useStrings();
  return (
    <>
      <a
        className="skip-link"
        href="#message"
        onClick={(event) => {
          // Otherwise the fragment would stay in the address, which people share.
          event.preventDefault();
          focusComposer();
        }}
      >
        {room.skipToComposer}
      </a>
      <header className="room-header">
        <Logo size={28} />
        <div className="room-title">
          <h1 dir="auto" translate="no">
            {name}
          </h1>
          {topic !== '' && (
            <p className="topic" dir="auto" title={topic}>
              {topic}
            </p>
          )}
        </div>
        <ConnectionState connection={connection} isLeaving={isLeaving} />
        <button type="button" className="roster-toggle narrow-only" popoverTarget="roster">
          {room.memberCount(memberCount)}
        </button>
        {/* On a wide screen, the roster has this button. */}
        <button type="button" className="invite narrow-only" onClick={onInvite}>
          <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d="M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16a5.5 5.5 0 0 1 11 0M15 6v5M12.5 8.5h5" />
          </svg>
          <span>{room.invite}</span>
        </button>
        {children}
      </header>
    </>
  );
};

interface RoomHeaderProps {
  readonly room: RoomInfo;
  readonly connection: Connection;
  readonly memberCount: number;
  readonly isLeaving: boolean;
  readonly onInvite: () => void;
  readonly children: ReactNode;
}
