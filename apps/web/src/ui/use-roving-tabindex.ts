import { useState, type FocusEvent, type KeyboardEvent } from 'react';

/**
 * Makes one Tab stop of things that stand in columns: the arrow keys, Home and End go from one to the other. Each thing has `data-stop`
 * with its id.
 */
export const useRovingTabIndex = ({ ids, columns }: { ids: readonly string[]; columns: number }) => {
  const [last, setLast] = useState<string>();
  const stop = last !== undefined && ids.includes(last) ? last : ids[0];

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const from = ids.indexOf(stopAt(event.target) ?? '');
    const isReversed = getComputedStyle(event.currentTarget).direction === 'rtl';
    const to = STEPS[event.key]?.({ from, columns, ahead: isReversed ? -1 : 1, count: ids.length });
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    const things = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')];
    things.find((each) => stopAt(each) === ids[to])?.focus();
  };

  return {
    isTabStop: (id: string) => id === stop,
    /** For what they stand in. */
    containerProps: { onKeyDown, onFocus: ({ target }: FocusEvent) => setLast(stopAt(target)) },
  };
};

interface GridPosition {
  readonly from: number;
  readonly count: number;
  readonly columns: number;
  /** What the right arrow adds. */
  readonly ahead: number;
}

const STEPS: Record<string, (place: GridPosition) => number> = {
  ArrowUp: ({ from, columns }) => from - columns,
  ArrowDown: ({ from, columns }) => from + columns,
  ArrowLeft: ({ from, ahead }) => from - ahead,
  ArrowRight: ({ from, ahead }) => from + ahead,
  Home: () => 0,
  End: ({ count }) => count - 1,
};

const stopAt = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-stop]')?.dataset['stop'] : undefined;
