import { OnScreenKeyboard } from './on-screen-keyboard.ts';

/** Whether the primary input is a touch screen, so that the keyboard appears on the screen. */
export const hasSoftKeyboard = () => matchMedia('(hover: none) and (pointer: coarse)').matches;

const onScreenKeyboard = new OnScreenKeyboard();

/** Notices from now on whether the keyboard on the screen is open. Call it when the page opens. */
export const watchSoftKeyboard = () => {
  const { visualViewport: viewport } = window;
  if (!viewport) return;
  const observe = () =>
    onScreenKeyboard.observe({ width: window.innerWidth, height: viewport.height * viewport.scale });
  observe();
  viewport.addEventListener('resize', observe);
};

/**
 * Whether a key was pressed on the screen: on a touch screen whose keyboard is open, or that does not say which key of a keyboard it was.
 * Otherwise a tablet has a real keyboard. A guess: browsers do not tell.
 */
export const isFromSoftKeyboard = ({ code }: Pick<KeyboardEvent, 'code'>): boolean =>
  hasSoftKeyboard() && (code === '' || onScreenKeyboard.isOpen);

/** Safari covers the page by less than this without a keyboard, in CSS pixels. */
const MIN_COVERED_HEIGHT = 80;

/**
 * Keeps the CSS property `--soft-keyboard-inset` at the height in pixels of the page's part that the keyboard covers. Only Safari covers the
 * page; other browsers resize it. Returns a function that stops it.
 */
export const trackSoftKeyboardInset = (): (() => void) => {
  const { visualViewport: viewport, document } = window;
  const { style } = document.documentElement;
  const clear = () => style.removeProperty('--soft-keyboard-inset');
  const update = () => {
    if (!viewport) return;
    // Zooming in shrinks the viewport too, but covers nothing.
    const covered = Math.round(window.innerHeight - viewport.height * viewport.scale);
    if (covered < MIN_COVERED_HEIGHT) return void clear();
    style.setProperty('--soft-keyboard-inset', `${covered}px`);
    // Safari scrolled the page to show the field, which is above the keyboard now.
    window.scrollTo(0, 0);
  };
  viewport?.addEventListener('resize', update);
  return () => {
    viewport?.removeEventListener('resize', update);
    clear();
  };
};
