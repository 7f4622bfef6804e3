/** How many code points are left, or too many. */
export const LimitCounter = ({ left }: { left: number }) => (
  <span className={left < 0 ? 'counter problem' : 'counter'}>{left < 0 ? `${-left} too many` : `${left} left`}</span>
);

/** What a screen reader is told of the limit: not each letter, but where it matters. */
export const limitMilestone = (left: number) => {
  if (left < 0) return 'The message is too long.';
  const passed = [0, 10, 20, 50].find((mark) => left <= mark);
  return passed === undefined ? '' : `At most ${passed} characters left.`;
};
