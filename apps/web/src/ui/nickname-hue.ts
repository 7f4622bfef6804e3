/** A hue for a nickname, in degrees: the same for everyone, spread over the circle. The theme decides how dark it has to be. */
export const nicknameHue = (nickname: string): number => {
  let hash = 2166136261;
  for (const character of nickname) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 360;
};
