/** The size of the visible part of the page, in CSS pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Keyboards on the screen are higher than this, in CSS pixels. The bars of a browser, which come and go, are lower. */
const MIN_KEYBOARD_HEIGHT = 150;

/** Notices by the height of the visible part of the page whether a keyboard on the screen covers some of it. */
export class OnScreenKeyboard {
  #full: Size = { width: 0, height: 0 };
  #isOpen = false;

  /** Whether a keyboard on the screen is open. One that floats above the page goes unnoticed. */
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
