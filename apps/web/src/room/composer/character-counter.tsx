import type { Words } from '../../i18n/en.ts';
import { useWords } from '../../i18n/use-strings.ts';

/** How many code points are left, or too many. */
export const LimitCounter = ({ left }: { left: number }) => {
  const { composer } = useWords();
  return (
    <span className={left < 0 ? 'counter problem' : 'counter'}>
      {left < 0 ? composer.tooMany(-left) : composer.left(left)}
    </span>
  );
};

/** What a screen reader is told of the limit: not each letter, but where it matters. */
export const limitMilestone = (words: Words['composer'], left: number) => {
  if (left < 0) return words.tooLong;
  const passed = [0, 10, 20, 50].find((mark) => left <= mark);
  return passed === undefined ? '' : words.atMostLeft(passed);
};
