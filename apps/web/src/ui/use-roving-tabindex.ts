import { useState, type FocusEvent, type KeyboardEvent } from 'react';

/**
 * Makes a list of items one Tab stop (the "roving tabindex" pattern of the ARIA Authoring Practices Guide): the arrow keys, Home and End
 * move the focus between the items. The element of each item has its id in `data-roving-id`.
 *
 * @param ids the ids of the items, in order
 * @param layout `grid` if the items are in rows: then the up and down arrows move the focus to the item above and below
 */
export const useRovingTabIndex = (ids: readonly string[], layout: 'list' | 'grid' = 'list') => {
  const [focusedId, setFocusedId] = useState<string>();
  const tabStop = focusedId !== undefined && ids.includes(focusedId) ? focusedId : ids[0];

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const index = ids.indexOf(rovingIdAt(event.target) ?? '');
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-roving-id]')];
    const down = layout === 'grid' ? columnCount(items) : 1;
    const nextIndex = NEXT_INDEX[event.key]?.({ index, count: ids.length, right: isRtl ? -1 : 1, down });
    if (index < 0 || nextIndex === undefined) return;
    event.preventDefault();
    items.find((item) => rovingIdAt(item) === ids[nextIndex])?.focus();
  };

  return {
    isTabStop: (id: string) => id === tabStop,
    /** Props for the element that contains the items. */
    containerProps: { onKeyDown, onFocus: ({ target }: FocusEvent) => setFocusedId(rovingIdAt(target)) },
  };
};

interface Position {
  readonly index: number;
  readonly count: number;
  /** What the right arrow adds to the index: -1 in a right-to-left layout. */
  readonly right: 1 | -1;
  /** The distance that the down arrow moves in the index. */
  readonly down: number;
}

const NEXT_INDEX: Record<string, (position: Position) => number> = {
  ArrowUp: ({ index, down }) => index - down,
  ArrowDown: ({ index, down }) => index + down,
  ArrowLeft: ({ index, right }) => index - right,
  ArrowRight: ({ index, right }) => index + right,
  Home: () => 0,
  End: ({ count }) => count - 1,
};

/** The number of items in the first row. */
const columnCount = (items: readonly HTMLElement[]) => {
  const secondRow = items.findIndex(({ offsetTop }) => offsetTop !== items[0]?.offsetTop);
  return secondRow === -1 ? items.length : secondRow;
};

const rovingIdAt = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-roving-id]')?.dataset['rovingId'] : undefined;
