/** Returns the key of the transcript row that contains `element`, or undefined outside a row. */
export const rowKeyAt = (element: Element): string | undefined =>
  element.closest<HTMLElement>('.row[data-key]')?.dataset['key'];

/** Returns the row with this key within `container`, or null if it is not rendered. */
export const rowByKey = (container: HTMLElement | null, key = ''): HTMLElement | null =>
  container?.querySelector<HTMLElement>(`.row[data-key="${CSS.escape(key)}"]`) ?? null;

/** Returns the rendered rows of `list`, the element whose children are the rows, from top to bottom. */
export const rowsIn = (list: HTMLElement): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>(':scope > [data-key]'),
];

/** Returns the rendered rows within `container` that can take the focus, from top to bottom. */
export const focusableRowsIn = (container: HTMLElement): HTMLElement[] => [
  ...container.querySelectorAll<HTMLElement>('.row[data-key][tabindex]'),
];

/** Returns the key of a row, or the empty string for any other element. */
export const keyOf = (row: HTMLElement): string => row.dataset['key'] ?? '';
