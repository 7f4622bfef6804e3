/** Returns the hue of a nickname in degrees, from 0 to 359. The same for every reader; the theme adds lightness and chroma. */
export const nicknameHue = (nickname: string): number => {
  // FNV-1a, by code point.
  let hash = 2166136261;
  for (const character of nickname) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 360;
};
