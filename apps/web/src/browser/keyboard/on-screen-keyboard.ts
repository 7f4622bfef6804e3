/** The size of the visible part of the page, in CSS pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** On-screen keyboards are higher than this, in CSS pixels. The bars of a browser, which come and go, are lower. */
const MIN_KEYBOARD_HEIGHT = 150;

/** Notices by the height of the visible part of the page whether an on-screen keyboard covers some of it. */
export class OnScreenKeyboard {
  #full: Size = { width: 0, height: 0 };
  #isOpen = false;

  /** Whether an on-screen keyboard is open. One that floats above the page goes unnoticed. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Call this when the page opens, before a keyboard can be open, and at each change. */
  observe({ width, height }: Size) {
    if (width === this.#full.width) this.#full = { width, height: Math.max(height, this.#full.height) };
    // The device was turned. A keyboard that was open still is.
    else this.#full = { width, height: height + (this.#isOpen ? MIN_KEYBOARD_HEIGHT : 0) };
    this.#isOpen = this.#full.height - height >= MIN_KEYBOARD_HEIGHT;
  }
}

/** Whether the primary input is a touch screen, so that there is an on-screen keyboard. */
export const hasOnScreenKeyboard = () => matchMedia('(hover: none) and (pointer: coarse)').matches;

const onScreenKeyboard = new OnScreenKeyboard();

/** Notices from now on whether the on-screen keyboard is open. Call it when the page opens. */
export const watchOnScreenKeyboard = () => {
  const { visualViewport: viewport } = window;
  if (!viewport) return;
  const observe = () =>
    onScreenKeyboard.observe({ width: window.innerWidth, height: viewport.height * viewport.scale });
  observe();
  viewport.addEventListener('resize', observe);
};

/**
 * Whether a key was pressed on the on-screen keyboard: on a touch screen, if that keyboard is open or the event does not say which key it was.
 * Otherwise a tablet has a physical keyboard. A guess: browsers do not tell.
 */
export const isFromOnScreenKeyboard = ({ code }: Pick<KeyboardEvent, 'code'>): boolean =>
  hasOnScreenKeyboard() && (code === '' || onScreenKeyboard.isOpen);

/** Safari covers the page by less than this without a keyboard, in CSS pixels. */
const MIN_COVERED_HEIGHT = 80;

/**
 * Keeps the CSS property `--on-screen-keyboard-inset` at the height in pixels of the page's part that the keyboard covers. Only Safari covers the
 * page; other browsers resize it. Returns a function that stops it.
 */
export const trackOnScreenKeyboardInset = (): (() => void) => {
  const { visualViewport: viewport, document } = window;
  const { style } = document.documentElement;
  const clear = () => style.removeProperty('--on-screen-keyboard-inset');
  const update = () => {
    if (!viewport) return;
    // Zooming in shrinks the viewport too, but covers nothing.
    const covered = Math.round(window.innerHeight - viewport.height * viewport.scale);
    if (covered < MIN_COVERED_HEIGHT) return void clear();
    style.setProperty('--on-screen-keyboard-inset', `${covered}px`);
    // Safari scrolled the page to show the field, which is above the keyboard now.
    window.scrollTo(0, 0);
  };
  viewport?.addEventListener('resize', update);
  return () => {
    viewport?.removeEventListener('resize', update);
    clear();
  };
};
