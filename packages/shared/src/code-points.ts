/** Counts the code points of `text`, the unit of all length limits. An emoji outside the BMP counts once; `text.length` counts it twice. */
export const codePoints = (text: string) => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};
