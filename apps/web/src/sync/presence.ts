import type { Letter, Member, Presence } from '@mailroom/shared';

/** The signs as a page knows them: who is away and who is writing, and of which version that is. */
export interface PresenceView {
  readonly version: number;
  readonly away: ReadonlySet<Member['id']>;
  readonly writing: ReadonlySet<Member['id']>;
}

/** What every room begins with, and so does everyone who comes in. */
export const EMPTY_PRESENCE: PresenceView = { version: 0, away: new Set(), writing: new Set() };

/** What is left of them when letters were missed that may have changed them: another version than any of the room's. */
export const UNKNOWN_PRESENCE: PresenceView = { ...EMPTY_PRESENCE, version: -1 };

/** The signs as the room tells them. */
export const presenceFromWire = ({ version, away, writing }: Presence): PresenceView => ({
  version,
  away: new Set(away),
  writing: new Set(writing),
});

/** The signs after letters that tell more than they do: who said a line has written it, and who went is not away. */
export const applyLettersToPresence = (signs: PresenceView, letters: readonly Letter[]): PresenceView => {
  const wrote = letters.flatMap(({ event }) => (event.type === 'said' || event.type === 'left' ? event.member.id : []));
  const left = letters.flatMap(({ event }) => (event.type === 'left' ? event.member.id : []));
  const [writing, away] = [without(signs.writing, wrote), without(signs.away, left)];
  return writing === signs.writing && away === signs.away ? signs : { ...signs, away, writing };
};

const without = (ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> =>
  gone.some((id) => ids.has(id)) ? new Set([...ids].filter((id) => !gone.includes(id))) : ids;
