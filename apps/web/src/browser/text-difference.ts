/** What has to be replaced to turn one text into another. Positions are in UTF-16 units of the first one. */
export interface TextDifference {
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/** Returns the shortest stretch in which two texts differ. It never begins or ends within a surrogate pair. */
export const textDifference = (before: string, after: string): TextDifference => {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (isWithinPair(before, start) || isWithinPair(after, start)) start--;
  let length = 0;
  while (length < shorter - start && before.at(-1 - length) === after.at(-1 - length)) length++;
  const [end, endAfter] = [before.length - length, after.length - length];
  const isSplit = length > 0 && (isWithinPair(before, end) || isWithinPair(after, endAfter));
  const shift = isSplit ? 1 : 0;
  return { start, end: end + shift, inserted: after.slice(start, endAfter + shift) };
};

/** Whether the position is between the two units of one code point. */
const isWithinPair = (text: string, position: number) => (text.codePointAt(position - 1) ?? 0) > 0xff_ff;
