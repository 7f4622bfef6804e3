import { useState, type FocusEvent, type KeyboardEvent } from 'react';

interface RovingTabIndexOptions {
  /** The ids of the items, in order. */
  readonly ids: readonly string[];
  /** The number of columns in which the items are laid out. */
  readonly columns: number;
}

/**
 * Makes a grid of items one Tab stop (the "roving tabindex" pattern of the ARIA Authoring Practices Guide): the arrow keys, Home and End
 * move the focus between the items. The element of each item has its id in `data-roving-id`.
 */
export const useRovingTabIndex = ({ ids, columns }: RovingTabIndexOptions) => {
  const [focusedId, setFocusedId] = useState<string>();
  const tabStop = focusedId !== undefined && ids.includes(focusedId) ? focusedId : ids[0];

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const index = ids.indexOf(rovingIdAt(event.target) ?? '');
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const nextIndex = NEXT_INDEX[event.key]?.({ index, count: ids.length, columns, right: isRtl ? -1 : 1 });
    if (index < 0 || nextIndex === undefined) return;
    event.preventDefault();
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-roving-id]')];
    items.find((item) => rovingIdAt(item) === ids[nextIndex])?.focus();
  };

  return {
    isTabStop: (id: string) => id === tabStop,
    /** Props for the element that contains the items. */
    containerProps: { onKeyDown, onFocus: ({ target }: FocusEvent) => setFocusedId(rovingIdAt(target)) },
  };
};

interface GridPosition {
  readonly index: number;
  readonly count: number;
  readonly columns: number;
  /** What the right arrow adds to the index: -1 in a right-to-left layout. */
  readonly right: 1 | -1;
}

const NEXT_INDEX: Record<string, (position: GridPosition) => number> = {
  ArrowUp: ({ index, columns }) => index - columns,
  ArrowDown: ({ index, columns }) => index + columns,
  ArrowLeft: ({ index, right }) => index - right,
  ArrowRight: ({ index, right }) => index + right,
  Home: () => 0,
  End: ({ count }) => count - 1,
};

const rovingIdAt = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-roving-id]')?.dataset['rovingId'] : undefined;
