import type { Letter, Member, Presence } from '@mailroom/shared';

/** The presence of the members as this page knows it: the ids of those who are away and of those who are typing. */
export interface PresenceView {
  /** The server's version of it. -1: unknown. */
  readonly version: number;
  readonly away: ReadonlySet<Member['id']>;
  readonly typing: ReadonlySet<Member['id']>;
}

/** The presence with which every room starts, and every member who joins. */
export const EMPTY_PRESENCE: PresenceView = { version: 0, away: new Set(), typing: new Set() };

/** The presence after letters were missed that may have changed it. No room has this version, so the next answer carries the presence. */
export const UNKNOWN_PRESENCE: PresenceView = { ...EMPTY_PRESENCE, version: -1 };

export const presenceFromWire = ({ version, away, typing }: Presence): PresenceView => ({
  version,
  away: new Set(away),
  typing: new Set(typing),
});

/** The presence after these letters: a member who sent a message is no longer typing, one who left is neither typing nor away. */
export const applyLettersToPresence = (presence: PresenceView, letters: readonly Letter[]): PresenceView => {
  const left = letters.flatMap(({ event }) => (event.type === 'left' ? event.member.id : []));
  const stoppedTyping = letters.flatMap(({ event }) => (event.type === 'said' ? event.member.id : []));
  const away = without(presence.away, left);
  const typing = without(presence.typing, [...left, ...stoppedTyping]);
  return typing === presence.typing && away === presence.away ? presence : { ...presence, away, typing };
};

const without = (ids: ReadonlySet<string>, removed: readonly string[]): ReadonlySet<string> =>
  removed.some((id) => ids.has(id)) ? new Set([...ids].filter((id) => !removed.includes(id))) : ids;
