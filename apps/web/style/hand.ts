/** A person's hand and eye on the page: what they wait for, write and press. Places are named by CSS selectors. */
export interface Hand {
  readonly sees: (place: string) => Promise<HTMLElement>;
  readonly writes: (text: string, place?: string) => Promise<void>;
  readonly presses: (place: string) => Promise<void>;
  readonly pressesKey: (key: string, place?: string) => Promise<void>;
  readonly looks: (where: 'here' | 'elsewhere') => void;
}

/** Ends with the scene: what is waited for then never comes. */
export const handUntil = (over: AbortSignal): Hand => {
  const sees = (place: string) =>
    new Promise<HTMLElement>((resolve) => {
      const look = () => {
        const found = document.querySelector<HTMLElement>(place);
        if (!found || over.aborted) return;
        observer.disconnect();
        resolve(found);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      over.addEventListener('abort', () => observer.disconnect(), { once: true });
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
    pressesKey: async (key, place = '#message') => {
      (await sees(place)).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    },
    looks: (where) => {
      const value = where === 'here' ? 'visible' : 'hidden';
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
};
