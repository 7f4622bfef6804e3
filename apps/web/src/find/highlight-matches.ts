import { keyOf, rowsIn } from '../ui/row-elements.ts';
import { matchRanges } from './search-entries.ts';

/** The highlights in find.css: `current-match` for the matches in the current row, `match` for all others. */
const NAMES = ['match', 'current-match'] as const;

/**
 * Highlights the matches of `searchText` in the rendered rows, without changing the DOM. Does nothing in browsers without the CSS Custom
 * Highlight API (Firefox before 140), where only the current row is marked.
 */
export const highlightMatches = (list: HTMLElement | null, searchText: string, currentKey: string | undefined) => {
  if (!list || !('highlights' in CSS)) return;
  if (searchText.trim() === '') return clearHighlights();
  const ranges: Record<(typeof NAMES)[number], Range[]> = { match: [], 'current-match': [] };
  for (const row of rowsIn(list)) {
    const name = keyOf(row) === currentKey ? 'current-match' : 'match';
    ranges[name].push(...matchesIn(row, searchText));
  }
  for (const name of NAMES) CSS.highlights.set(name, new Highlight(...ranges[name]));
};

export const clearHighlights = () => {
  if ('highlights' in CSS) for (const name of NAMES) CSS.highlights.delete(name);
};

/** Returns the first match of `searchText` in the text of a rendered row, or in its nicknames if the text has none. */
export const firstMatch = (row: Element, searchText: string): Range | undefined => {
  const matches = matchesIn(row, searchText);
  return matches.find(({ startContainer }) => startContainer.parentElement?.closest('.text')) ?? matches[0];
};

const matchesIn = (row: Element, searchText: string): Range[] =>
  [...row.querySelectorAll('.text, .system-message bdi, .membership bdi, .message-header bdi')].flatMap((element) =>
    domRanges(element, searchText),
  );

const domRanges = (element: Element, searchText: string): Range[] => {
  const textNodes: { node: Node; start: number }[] = [];
  let text = '';
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    textNodes.push({ node, start: text.length });
    text += node.textContent ?? '';
  }
  return matchRanges(text, searchText).flatMap(([start, end]) => {
    const first = textNodes.findLast((each) => each.start <= start);
    const last = textNodes.findLast((each) => each.start < end);
    if (!first || !last) return [];
    const range = new Range();
    range.setStart(first.node, start - first.start);
    range.setEnd(last.node, end - last.start);
    return range;
  });
};
