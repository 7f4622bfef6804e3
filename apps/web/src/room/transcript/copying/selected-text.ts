/** Returns the part of the text of `element` that is in `range`. Empty if `range` only touches it. */
export const selectedTextIn = (element: Element | null, range: Range): string => {
  if (!element || !range.intersectsNode(element)) return '';
  const part = document.createRange();
  part.selectNodeContents(element);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
    part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
};
