import { matchRanges } from './search-entries.ts';

/** How places that were found are painted: `match` all of them, `current-match` those of the row that one is at. */
const NAMES = ['match', 'current-match'] as const;

/**
 * Marks where a text stands in the rows that are drawn, without touching them: what is copied stays as it was typed. Where the browser
 * cannot paint so (Firefox before 140), the row itself is marked, and that has to do.
 */
export const highlightMatches = (list: HTMLElement | null, sought: string, here: string | undefined) => {
  if (!list || !('highlights' in CSS)) return;
  const ranges: Record<(typeof NAMES)[number], Range[]> = { match: [], 'current-match': [] };
  for (const row of list.querySelectorAll<HTMLElement>(':scope > [data-key]')) {
    const kind = row.dataset['key'] === here ? 'current-match' : 'match';
    for (const words of row.querySelectorAll('.text, .system-message bdi, .membership bdi, .message-header bdi')) {
      ranges[kind].push(...rangesIn(words, sought));
    }
  }
  for (const name of NAMES) CSS.highlights.set(name, new Highlight(...ranges[name]));
};

/** Takes all marks away. */
export const clearHighlights = () => {
  if ('highlights' in CSS) for (const name of NAMES) CSS.highlights.delete(name);
};

const rangesIn = (words: Element, sought: string): Range[] => {
  const pieces: { node: Node; from: number }[] = [];
  let text = '';
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    pieces.push({ node, from: text.length });
    text += node.textContent ?? '';
  }
  return matchRanges(text, sought).flatMap(([start, end]) => {
    const first = pieces.findLast(({ from }) => from <= start);
    const last = pieces.findLast(({ from }) => from < end);
    if (!first || !last) return [];
    const range = new Range();
    range.setStart(first.node, start - first.from);
    range.setEnd(last.node, end - last.from);
    return range;
  });
};
