/** The length that people count in limits: code points, so that an emoji outside the BMP is one and not two. */
export const codePoints = (text: string) => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};
