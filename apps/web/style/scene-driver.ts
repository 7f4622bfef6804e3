/** Drives the page like a user: waits for elements, types, clicks. Elements are named by CSS selectors. */
export interface SceneDriver {
  readonly waitFor: (selector: string) => Promise<HTMLElement>;
  /** Replaces the text of a field, by default of the composer. */
  readonly type: (text: string, selector?: string) => Promise<void>;
  readonly click: (selector: string) => Promise<void>;
  /** Presses a key on the focused element. */
  readonly pressKey: (key: string) => void;
  /** Opens the room menu and clicks the item with this label. */
  readonly chooseMenuItem: (label: string) => Promise<void>;
  /** Moves the mouse over a message, until the page shows its actions. */
  readonly hover: (selector: string) => Promise<void>;
  /** Presses a message with a finger that is not lifted, until the page shows its actions. */
  readonly press: (selector: string) => Promise<void>;
  readonly setPageVisibility: (state: DocumentVisibilityState) => void;
  /** Follows the permalink of a letter. */
  readonly openPermalink: (letterId: number) => void;
}

/** Longer than a long press, in ms. */
const REPEAT_MS = 1_000;

/** Creates the driver of one scene. After `signal` aborts, pending waits never resolve. */
export const createSceneDriver = (signal: AbortSignal): SceneDriver => {
  const waitFor = (selector: string) =>
    new Promise<HTMLElement>((resolve) => {
      // A MutationObserver would miss some changes: a popover opens without a mutation.
      const check = () => {
        const element = document.querySelector<HTMLElement>(selector);
        if (element) resolve(element);
        else if (!signal.aborted) requestAnimationFrame(check);
      };
      check();
    });
  /** Repeats an action until the element exists: the page does not react before the part that shows the actions is loaded. */
  const repeatUntil = async (selector: string, action: () => void) => {
    const shown = waitFor(selector);
    const repeat = () => {
      action();
      timer = setTimeout(repeat, REPEAT_MS);
    };
    let timer = setTimeout(repeat);
    signal.addEventListener('abort', () => clearTimeout(timer));
    await shown;
    clearTimeout(timer);
  };
  return {
    waitFor,
    type: async (text, selector = '#message') => {
      const field = await waitFor(selector);
      const fieldClass = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
      field.focus();
      // React overrides `value` on the element and ignores changes made through it. The setter of the class changes it as a key press does.
      Object.getOwnPropertyDescriptor(fieldClass.prototype, 'value')?.set?.call(field, text);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    click: async (selector) => (await waitFor(selector)).click(),
    pressKey: (key) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    },
    chooseMenuItem: async (label) => {
      (await waitFor('[popovertarget=room-menu]')).click();
      await waitFor('#room-menu:popover-open');
      [...document.querySelectorAll<HTMLElement>('#room-menu button')]
        .find(({ textContent }) => textContent === label)
        ?.click();
    },
    hover: async (selector) => {
      const message = await waitFor(selector);
      const mouse = { pointerType: 'mouse', bubbles: true };
      await repeatUntil('.action-bar', () => message.dispatchEvent(new PointerEvent('pointerover', mouse)));
    },
    press: async (selector) => {
      const message = await waitFor(selector);
      const touch = { pointerType: 'touch', isPrimary: true, bubbles: true };
      await repeatUntil('.action-list', () => message.dispatchEvent(new PointerEvent('pointerdown', touch)));
    },
    setPageVisibility: (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    openPermalink: (letterId) => {
      history.replaceState({}, '', `#letter-${letterId}`);
      dispatchEvent(new HashChangeEvent('hashchange'));
    },
  };
};
