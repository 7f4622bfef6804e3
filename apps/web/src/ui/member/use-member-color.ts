import { createContext, use, useState, type CSSProperties } from 'react';
import type { Member } from '@mailroom/shared';
import { assignColors, colorOf, type ColorIndexes } from './member-colors.ts';

const NONE: ColorIndexes = new Map();

/** The colors of the members of the room. */
export const MemberColors = createContext(NONE);

/** Returns the colors of the members; each keeps the color while the component is mounted. Meant for the value of `MemberColors`. */
export const useMemberColors = (members: ReadonlyMap<Member['id'], Member>): ColorIndexes => {
  const [indexes, setIndexes] = useState(NONE);
  const current = assignColors(indexes, members);
  if (current !== indexes) setIndexes(current);
  return current;
};

/** Returns the attributes of an element that has the color of a member. */
export const useMemberColor = (member: Member) => {
  const { hue, disc } = colorOf(use(MemberColors), member);
  const style: CSSProperties & Record<`--${string}`, number> = { '--hue': hue };
  return { disc, style };
};
