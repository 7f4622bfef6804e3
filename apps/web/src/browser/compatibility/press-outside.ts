/**
 * Closes popovers when the user presses outside of them, which iOS before 18.3 does not do (https://webkit.org/b/267688). Other browsers close
 * them at the same time.
 */
export const closePopoversOnPressOutside = () => {
  let pressed: EventTarget | null = null;
  document.addEventListener('pointerdown', ({ target }) => (pressed = target), { capture: true });
  const closeOthers = ({ target: released }: Event) => {
    for (const popover of document.querySelectorAll<HTMLElement>(':popover-open')) {
      // A press that begins or ends inside may be a text selection.
      const isOutside = [pressed, released].every((target) => target instanceof Element && !belongsTo(popover, target));
      // Closing a popover closes those in it.
      if (isOutside && popover.matches(':popover-open')) popover.hidePopover();
    }
  };
  document.addEventListener('pointerup', closeOthers, { capture: true });
};

/** Whether an element is in the popover, or in a button that opens and closes it. */
const belongsTo = (popover: HTMLElement, element: Element) =>
  popover.contains(element) || element.closest('[popovertarget]')?.getAttribute('popovertarget') === popover.id;
