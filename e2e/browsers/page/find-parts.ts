/** Describes elements of a page. All that is given must hold. */
export interface Query {
  readonly role?: string;
  /** The accessible name, with single spaces. */
  readonly name?: string;
  readonly css?: string;
  /** A piece of the text, with single spaces. */
  readonly text?: string;
  /** Finds the element that has to contain the others. */
  readonly within?: Query;
}

/** The visible properties of an element. */
export interface Part {
  readonly name: string;
  /** The text on the screen, with single spaces. */
  readonly text: string;
  /** The content of a field. */
  readonly value: string;
  readonly isChecked: boolean;
  readonly isFocused: boolean;
  /** In CSS pixels of the window, rounded. */
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  /** Whether all of it is in the window. */
  readonly isInWindow: boolean;
  /** The place where a person would press it: its middle, unless an offset is given. */
  readonly point: { readonly x: number; readonly y: number };
  /** Whether a press at that place meets it and nothing that lies above it. */
  readonly isReachable: boolean;
}

export interface FindOptions {
  /** The place to press, from the upper left corner. */
  readonly offset?: { readonly x: number; readonly y: number };
  /** Whether the first element is scrolled into the window first. */
  readonly isScrolledTo?: boolean;
}

/**
 * Finds visible elements, in the order of the document. Runs in the page, so that it uses nothing outside of itself. It knows those rules of
 * the accessibility specifications that matter for this page.
 */
export const findParts = (query: Query, { offset, isScrolledTo }: FindOptions): Part[] => {
  const elementsWithRole: Readonly<Record<string, string>> = {
    button: 'button',
    dialog: 'dialog',
    group: 'fieldset',
    radio: 'input[type=radio]',
    searchbox: 'input[type=search]',
    textbox: 'textarea, input:not([type]), input[type=text]',
  };
  const singleSpaced = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/g, ' ').trim();
  const selectorOf = (role: string) => `[role=${role}], :is(${elementsWithRole[role] ?? 'none'}):not([role])`;
  const nameOf = (element: Element) => {
    const labelIds = element.getAttribute('aria-labelledby');
    if (labelIds !== null)
      return labelIds
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' ');
    const label = element.getAttribute('aria-label');
    if (label !== null) return label;
    if (element instanceof HTMLFieldSetElement) return element.querySelector('legend')?.textContent;
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    return isField ? Array.from(element.labels ?? [], (each) => each.textContent).join(' ') : element.textContent;
  };
  // Closed <details> have boxes.
  const isVisible = (element: Element) =>
    element.getClientRects().length > 0 && element.checkVisibility({ visibilityProperty: true });
  const textOf = (element: Element) => singleSpaced(element instanceof HTMLElement ? element.innerText : '');
  const all = ({ role, name, css, text, within }: Query): Element[] =>
    (within ? all(within) : [document.documentElement])
      .flatMap((container) =>
        Array.from(container.querySelectorAll(css ?? (role === undefined ? '*' : selectorOf(role)))),
      )
      .filter(
        (element) =>
          (role === undefined || element.matches(selectorOf(role))) &&
          (name === undefined || singleSpaced(nameOf(element)) === name) &&
          (text === undefined || singleSpaced(element.textContent).includes(text)) &&
          isVisible(element),
      );
  const describe = (element: Element): Part => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const point = {
      x: Math.round(offset ? left + offset.x : (left + right) / 2),
      y: Math.round(offset ? top + offset.y : (top + bottom) / 2),
    };
    const hit = document.elementFromPoint(point.x, point.y);
    return {
      name: singleSpaced(nameOf(element)),
      text: textOf(element),
      value: element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : '',
      isChecked: element instanceof HTMLInputElement && element.checked,
      isFocused: element === document.activeElement,
      box: {
        left: Math.round(left),
        top: Math.round(top),
        right: Math.round(right),
        bottom: Math.round(bottom),
      },
      isInWindow: left >= -0.5 && top >= -0.5 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5,
      point,
      isReachable: hit !== null && element.contains(hit),
    };
  };
  const found = all(query);
  const isWithinWindow = ({ isInWindow, isReachable }: Part) => isInWindow || isReachable;
  if (isScrolledTo && found[0] && !isWithinWindow(describe(found[0]))) found[0].scrollIntoView({ block: 'center' });
  return found.map(describe);
};
