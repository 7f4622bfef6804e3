import { JOINED_SCRIPTS } from '../scripts.ts';

/** One of the two markers around an emphasized text: one or two of its delimiters. */
export interface DelimiterMarker {
  readonly type: 'emphasis' | 'strong' | 'delete';
  readonly start: number;
  /** In UTF-16 units. */
  readonly length: number;
  readonly opens: boolean;
  /** Identifies the pair. */
  readonly span: number;
}

/**
 * Finds the markers of `*emphasis*`, `_emphasis_`, `**strong**`, `__strong__` and `~~deleted~~` in a paragraph, in the order of the text, by
 * the rules of CommonMark 0.31.2. Beyond them, letters and wide punctuation of scripts without spaces are borders of words, because there
 * emphasis starts and ends between them.
 *
 * @param ranges the parts of `text` that can contain delimiters, in order
 */
export const findEmphasis = (
  text: string,
  ranges: readonly (readonly [start: number, end: number])[],
): DelimiterMarker[] => {
  const markers: DelimiterMarker[] = [];
  const runs = new RunList(ranges.flatMap(([start, end]) => delimiterRuns(text, start, end)));
  let closer = runs.first;
  while (closer) {
    const opener = closer.canClose ? runs.findOpener(closer) : undefined;
    if (opener) {
      const length = opener.end - opener.start > 1 && closer.end - closer.start > 1 ? 2 : 1;
      const type = closer.character === '~' ? 'delete' : length === 2 ? 'strong' : 'emphasis';
      const span = markers.length;
      opener.end -= length;
      markers.push({ type, start: opener.end, length, opens: true, span });
      markers.push({ type, start: closer.start, length, opens: false, span });
      closer.start += length;
      runs.removeBetween(opener, closer);
      if (opener.start === opener.end) runs.remove(opener);
      if (closer.start < closer.end) continue;
      runs.remove(closer);
    } else if (!closer.canOpen) runs.remove(closer);
    closer = closer.next;
  }
  return markers.toSorted((a, b) => a.start - b.start);
};

/** A run of equal delimiters. `start` and `end` are those of the part that is not matched yet. */
interface Run {
  /** Its position among all runs. */
  readonly index: number;
  readonly character: string;
  readonly originalLength: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  start: number;
  end: number;
  previous: Run | undefined;
  next: Run | undefined;
}

const DELIMITERS = /\*+|_+|~+/g;

const delimiterRuns = (text: string, from: number, to: number) =>
  [...text.slice(from, to).matchAll(DELIMITERS)].flatMap(({ 0: run, index }) => {
    const start = from + index;
    const end = start + run.length;
    const character = run.charAt(0);
    if (character === '~' && run.length !== 2) return [];
    const around = [text.slice(Math.max(0, start - 2), start), text.slice(end, end + 2)] as const;
    const { canOpen, canClose } = flanking(character, ...around);
    return { character, originalLength: run.length, canOpen, canClose, start, end };
  });

/** Whether a run can open and close emphasis. `before` and `after` are the text around it. */
const flanking = (character: string, before: string, after: string) => {
  const isLeft =
    !STARTS_WITH_SPACE.test(after) &&
    (!STARTS_WITH_PUNCTUATION.test(after) || WIDE.test(after) || ENDS_WITH_BORDER.test(before));
  const isRight =
    !ENDS_WITH_SPACE.test(before) &&
    (!ENDS_WITH_PUNCTUATION.test(before) || ENDS_WIDE.test(before) || STARTS_WITH_BORDER.test(after));
  // Underscores are parts of names, such as snake_case.
  const isWord = character === '_' && isLeft && isRight;
  return {
    canOpen: isLeft && (!isWord || ENDS_WITH_PUNCTUATION.test(before)),
    canClose: isRight && (!isWord || STARTS_WITH_PUNCTUATION.test(after)),
  };
};

const SPACE = String.raw`[\p{Zs}\t\n\f\r]`;
const PUNCTUATION = String.raw`[\p{P}\p{S}]`;
const WIDE_CHARACTER = String.raw`[${JOINED_SCRIPTS}\u3000-\u303F\uFF00-\uFFEF]`;
const STARTS_WITH_SPACE = new RegExp(`^(?:${SPACE}|$)`, 'u');
const ENDS_WITH_SPACE = new RegExp(`(?:^|${SPACE})$`, 'u');
const STARTS_WITH_PUNCTUATION = new RegExp(`^${PUNCTUATION}`, 'u');
const ENDS_WITH_PUNCTUATION = new RegExp(`${PUNCTUATION}$`, 'u');
const WIDE = new RegExp(`^${WIDE_CHARACTER}`, 'u');
const ENDS_WIDE = new RegExp(`${WIDE_CHARACTER}$`, 'u');
const STARTS_WITH_BORDER = new RegExp(`^(?:${SPACE}|${PUNCTUATION}|${WIDE_CHARACTER}|$)`, 'u');
const ENDS_WITH_BORDER = new RegExp(`(?:^|${SPACE}|${PUNCTUATION}|${WIDE_CHARACTER})$`, 'u');

/** The runs that are not matched yet, linked in the order of the text. */
class RunList {
  readonly first: Run | undefined;
  /** For each kind of closer, the index up to which no run opens it. So each run is passed a limited number of times. */
  readonly #bottoms = new Map<string, number>();

  constructor(unlinked: readonly Omit<Run, 'index' | 'previous' | 'next'>[]) {
    const runs = unlinked.map((run, index): Run => ({ ...run, index, previous: undefined, next: undefined }));
    for (const [index, run] of runs.entries()) {
      run.previous = runs[index - 1];
      run.next = runs[index + 1];
    }
    this.first = runs[0];
  }

  findOpener(closer: Run): Run | undefined {
    const kind = `${closer.character}${closer.canOpen}${closer.originalLength % 3}`;
    const bottom = this.#bottoms.get(kind) ?? -1;
    for (let run = closer.previous; run && run.index > bottom; run = run.previous) {
      if (run.character === closer.character && run.canOpen && !isRuledOut(run, closer)) return run;
    }
    this.#bottoms.set(kind, closer.previous?.index ?? -1);
    return undefined;
  }

  remove({ previous, next }: Run) {
    if (previous) previous.next = next;
    if (next) next.previous = previous;
  }

  removeBetween(opener: Run, closer: Run) {
    opener.next = closer;
    closer.previous = opener;
  }
}

/** The rule of 3: `*a**b*` is one emphasis, not two. */
const isRuledOut = (opener: Run, closer: Run) =>
  closer.character !== '~' &&
  (closer.canOpen || opener.canClose) &&
  closer.originalLength % 3 !== 0 &&
  (opener.originalLength + closer.originalLength) % 3 === 0;
