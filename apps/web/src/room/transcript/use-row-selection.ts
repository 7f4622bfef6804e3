import { type FocusEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { focusableRowsIn, keyOf, rowKeyAt } from '../../ui/row-elements.ts';
import type { Entry } from '../timeline/entries.ts';

/** Whether an entry is a message. Only messages can be selected. */
export const isMessage = (entry: Entry): boolean =>
  entry.type === 'row' && entry.row.type === 'letter' && entry.row.letter.event.type === 'said';

/**
 * Keyboard selection of messages. The selected row is the one that has the focus, or that contains the element that has it. On the scroller,
 * Enter selects the last visible message. Then the up and down arrows, Home and End select other messages, and Escape focuses the scroller.
 *
 * @returns the event handlers of the scroller
 */
export const useRowSelection = ({ entries, selected, onSelect, scrollToRow }: SelectionOptions) => {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const scroller = event.currentTarget;
    const select = (key: string | undefined) => {
      if (key === undefined) return;
      // Renders the row, wherever it is: it can have the focus only then.
      flushSync(() => onSelect(key));
      const row = focusableRowsIn(scroller).find((each) => keyOf(each) === key);
      if (!row) return;
      scrollToRow(row, 'nearest');
      row.focus({ preventScroll: true });
    };
    if (event.target === scroller) {
      if (event.key !== 'Enter') return;
      select(lastVisibleMessage(scroller));
    } else if (event.key === 'Escape') scroller.focus({ preventScroll: true });
    else if (event.key in STEPS) {
      const keys = entries.filter(isMessage).map(({ key }) => key);
      const from = selected === undefined ? -1 : keys.indexOf(selected);
      if (from === -1) return;
      select(STEPS[event.key]?.(keys, from));
    } else return;
    event.preventDefault();
  };

  return {
    onKeyDown,
    onFocus: ({ target }: FocusEvent) => onSelect(rowKeyAt(target)),
    onBlur: ({ relatedTarget }: FocusEvent) => {
      // When the window loses the focus, the row gets it back with the window.
      if (document.hasFocus()) onSelect(relatedTarget ? rowKeyAt(relatedTarget) : undefined);
    },
  };
};

interface SelectionOptions {
  readonly entries: readonly Entry[];
  /** The key of the row with the focus, which may not be a message. */
  readonly selected: string | undefined;
  readonly onSelect: (key: string | undefined) => void;
  readonly scrollToRow: (row: Element, block: ScrollLogicalPosition) => void;
}

const STEPS: Record<string, (keys: readonly string[], from: number) => string | undefined> = {
  ArrowUp: (keys, from) => keys[from - 1],
  ArrowDown: (keys, from) => keys[from + 1],
  Home: (keys) => keys[0],
  End: (keys) => keys.at(-1),
};

const lastVisibleMessage = (scroller: HTMLElement) => {
  const { bottom } = scroller.getBoundingClientRect();
  const row = focusableRowsIn(scroller).findLast((each) => each.getBoundingClientRect().bottom <= bottom + 1);
  return row && keyOf(row);
};
