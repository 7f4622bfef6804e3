/** Returns the first letter of a nickname with its marks, as a capital unless that has more letters, as that of "ß" has. */
export const initialOf = (nickname: string): string => {
  const [first = ''] = /^.\p{M}*/su.exec(nickname) ?? [];
  const capital = first.toUpperCase();
  return capital.length > first.length ? first : capital;
};
