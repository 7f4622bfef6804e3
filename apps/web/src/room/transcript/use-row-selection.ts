import { type FocusEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import type { Entry } from '../timeline/entries.ts';

/** Whether the row is a line that somebody said: something can be done with it. */
export const isMessage = (entry: Entry): boolean =>
  entry.type === 'row' && entry.row.type === 'letter' && entry.row.letter.event.type === 'said';

/**
 * The line that is selected: the one that has the focus, or in which something has it. From the focused scroller Enter selects the lowest
 * line in sight; then up and down, Home and End go from line to line, and Escape gives the focus back to the scroller.
 */
export const useRowSelection = ({ entries, selected, onSelect, scrollToRow }: SelectionOptions) => {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const scroller = event.currentTarget;
    const select = (key: string | undefined) => {
      if (key === undefined) return;
      // Drawn before it can have the focus, wherever in the transcript it is.
      flushSync(() => onSelect(key));
      const row = linesIn(scroller).find((each) => each.dataset['key'] === key);
      if (!row) return;
      scrollToRow(row, 'nearest');
      row.focus({ preventScroll: true });
    };
    if (event.target === scroller) {
      if (event.key !== 'Enter') return;
      select(lowestInSight(scroller));
    } else if (event.key === 'Escape') scroller.focus({ preventScroll: true });
    else if (event.key in STEPS) {
      const lines = entries.filter(isMessage).map(({ key }) => key);
      const from = selected === undefined ? -1 : lines.indexOf(selected);
      if (from === -1) return;
      select(STEPS[event.key]?.(lines, from));
    } else return;
    event.preventDefault();
  };

  /** For the scroller. */
  return {
    onKeyDown,
    onFocus: ({ target }: FocusEvent) => onSelect(rowKeyAt(target)),
    onBlur: ({ relatedTarget }: FocusEvent) => {
      // When the whole window loses the focus, the line gets it back with the window.
      if (document.hasFocus()) onSelect(relatedTarget ? rowKeyAt(relatedTarget) : undefined);
    },
  };
};

interface SelectionOptions {
  readonly entries: readonly Entry[];
  /** The key of the row with the focus, which may be no line. */
  readonly selected: string | undefined;
  readonly onSelect: (key: string | undefined) => void;
  /** Scrolls a row into sight. */
  readonly scrollToRow: (row: Element, block: ScrollLogicalPosition) => void;
}

const STEPS: Record<string, (lines: readonly string[], from: number) => string | undefined> = {
  ArrowUp: (lines, from) => lines[from - 1],
  ArrowDown: (lines, from) => lines[from + 1],
  Home: (lines) => lines[0],
  End: (lines) => lines.at(-1),
};

const linesIn = (scroller: HTMLElement) => [...scroller.querySelectorAll<HTMLElement>('.row[data-key][tabindex]')];

/** The key of the row in which an element stands. */
export const rowKeyAt = (element: Element): string | undefined =>
  element.closest<HTMLElement>('.row[data-key]')?.dataset['key'];

const lowestInSight = (scroller: HTMLElement) => {
  const { bottom } = scroller.getBoundingClientRect();
  return linesIn(scroller).findLast((row) => row.getBoundingClientRect().bottom <= bottom + 1)?.dataset['key'];
};
