/** A person's hand and eye on the page: what they wait for, write and press. Places are named by CSS selectors. */
export interface Hand {
  readonly sees: (place: string) => Promise<HTMLElement>;
  readonly writes: (text: string, place?: string) => Promise<void>;
  readonly presses: (place: string) => Promise<void>;
  /** Presses a key, where the focus is. */
  readonly strikes: (key: string) => void;
  /** Opens the room's menu, and chooses what is called so. */
  readonly chooses: (words: string) => Promise<void>;
  readonly pointsAt: (place: string) => Promise<void>;
  readonly taps: (place: string) => Promise<void>;
  readonly looks: (where: 'here' | 'elsewhere') => void;
  /** Follows a link to a letter. */
  readonly follows: (letter: number) => void;
}

/** Ends with the scene: what is waited for then never comes. */
export const handUntil = (over: AbortSignal): Hand => {
  const sees = (place: string) =>
    new Promise<HTMLElement>((resolve) => {
      // Not every change is a change of the document: a popover opens without one.
      const look = () => {
        const found = document.querySelector<HTMLElement>(place);
        if (found) resolve(found);
        else if (!over.aborted) requestAnimationFrame(look);
      };
      look();
    });
  return {
    sees,
    writes: async (text, place = '#message') => {
      const field = await sees(place);
      const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
      field.focus();
      // React keeps an eye on the field's own `value`: the one of its kind is written as a key would.
      Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, text);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    presses: async (place) => (await sees(place)).click(),
    strikes: (key) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    },
    chooses: async (words) => {
      (await sees('[popovertarget=room-menu]')).click();
      await sees('#room-menu:popover-open');
      [...document.querySelectorAll<HTMLElement>('#room-menu button')]
        .find(({ textContent }) => textContent === words)
        ?.click();
    },
    pointsAt: async (place) => {
      (await sees(place)).dispatchEvent(new PointerEvent('pointerover', { pointerType: 'mouse', bubbles: true }));
    },
    taps: async (place) => {
      (await sees(place)).dispatchEvent(new PointerEvent('click', { pointerType: 'touch', bubbles: true }));
    },
    looks: (where) => {
      const value = where === 'here' ? 'visible' : 'hidden';
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    follows: (letter) => {
      history.replaceState({}, '', `#letter-${letter}`);
      dispatchEvent(new HashChangeEvent('hashchange'));
    },
  };
};
