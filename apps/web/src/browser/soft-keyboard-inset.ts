/** What is covered less than this is no keyboard, in CSS pixels. */
const LEAST = 80;

/**
 * Tells the stylesheet as `--soft-keyboard-inset` how much of the page a keyboard on the screen covers, where the page is not made smaller for it: in
 * Safari. Returns its undo.
 */
export const trackSoftKeyboardInset = (): (() => void) => {
  const { visualViewport: viewport, document } = window;
  const { style } = document.documentElement;
  const forget = () => style.removeProperty('--soft-keyboard-inset');
  const heed = () => {
    if (!viewport) return;
    // Who has zoomed in sees less too, but nothing is covered.
    const covered = Math.round(window.innerHeight - viewport.height * viewport.scale);
    if (covered < LEAST) return void forget();
    style.setProperty('--soft-keyboard-inset', `${covered}px`);
    // Safari has pushed the page up to show the field. That stands above the keyboard now, and the page belongs where it was.
    window.scrollTo(0, 0);
  };
  viewport?.addEventListener('resize', heed);
  return () => {
    viewport?.removeEventListener('resize', heed);
    forget();
  };
};
