import type { Member } from '@mailroom/shared';

/** How a member is told apart: the hue of the nickname and the disc in degrees, and how the disc is drawn. */
export interface MemberColor {
  readonly hue: number;
  readonly disc: Disc;
}

/** The second dimension, for rooms with more members than there are hues. */
const DISCS = ['filled', 'outlined', 'square'] as const;
type Disc = (typeof DISCS)[number];

/** The distance of two hues is 30° at least: people can tell them apart at the lightness and chroma of the theme. */
const HUES = 12;
/** The number of colors. From this number of members on, members share them. */
const COLORS = HUES * DISCS.length;

/** The color of each member, as an index from 0 to `COLORS` - 1. Also of some who have left, until someone else needs the color. */
export type ColorIndexes = ReadonlyMap<Member['id'], number>;

/**
 * Gives each member of the room a color that no other one has, as long as there are enough. It is the one that the nickname suggests, or the
 * nearest one that is free. Members keep their color when others come and go, and when they change their nickname.
 *
 * @returns `before` itself if nothing changes
 */
export const assignColors = (before: ColorIndexes, members: ReadonlyMap<Member['id'], Member>): ColorIndexes => {
  const newcomers = [...members.values()].filter(({ id }) => !before.has(id));
  const present = new Set([...members.keys()].flatMap((id) => before.get(id) ?? []));
  if (newcomers.length === 0 || present.size >= COLORS) return before;

  const indexes = new Map(before);
  for (const { id, nickname } of newcomers) {
    const candidates = candidatesFor(nickname);
    const isKept = new Set(indexes.values());
    const index = candidates.find((each) => !isKept.has(each)) ?? candidates.find((each) => !present.has(each));
    if (index === undefined) break;
    for (const [former, formerIndex] of indexes) if (formerIndex === index) indexes.delete(former);
    indexes.set(id, index);
    present.add(index);
  }
  return indexes;
};

/** Returns the color of a member. Without an assigned one, it is the one that the nickname suggests. */
export const colorOf = (indexes: ColorIndexes, { id, nickname }: Member): MemberColor => {
  const index = indexes.get(id) ?? suggestedHue(nickname);
  return { hue: (index % HUES) * (360 / HUES), disc: DISCS[Math.floor(index / HUES)] ?? 'filled' };
};

/** Returns all colors: those with a filled disc first, and of these the nearest to the suggested hue first. */
const candidatesFor = (nickname: string): readonly number[] => {
  const suggested = suggestedHue(nickname);
  const distance = (hue: number) => Math.min((hue - suggested + HUES) % HUES, (suggested - hue + HUES) % HUES);
  const hues = Array.from({ length: HUES }, (_, hue) => hue).toSorted((a, b) => distance(a) - distance(b));
  return DISCS.flatMap((_, disc) => hues.map((hue) => disc * HUES + hue));
};

/** Returns a hue for a nickname, from 0 to `HUES` - 1: the same for every reader. The hash is FNV-1a, by code point. */
const suggestedHue = (nickname: string): number => {
  let hash = 2166136261;
  for (const character of nickname) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % HUES;
};
