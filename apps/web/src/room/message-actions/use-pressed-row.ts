import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { rowKeyAt } from '../../ui/row-elements.ts';
import { LongPress } from './long-press.ts';

/**
 * Returns `pressed`, the key of the row whose actions were requested by a long press or by its screen-reader button, and `clearPressed`, which
 * resets it. A long press on a link or a button is left to the browser, and so is one while text is selected. A tap does not move the focus, so
 * that the on-screen keyboard stays as it is.
 *
 * @param hasActions whether the row with this key has actions
 */
export const usePressedRow = (scroller: RefObject<HTMLElement | null>, hasActions: (key: string) => boolean) => {
  const [pressed, setPressed] = useState<string>();
  const keyAt = useEffectEvent((target: EventTarget | null) => {
    const key = target instanceof Element && !target.closest(OWN_PRESS) ? rowKeyAt(target) : undefined;
    return key !== undefined && hasActions(key) ? key : undefined;
  });
  useEffect(() => {
    const list = scroller.current;
    if (!list) return undefined;
    const mounted = new AbortController();
    const { signal } = mounted;
    const press = new LongPress<string>({
      onLongPress: (key) => {
        vibrate();
        // A browser may have selected the pressed word.
        getSelection()?.removeAllRanges();
        setPressed(key);
      },
      setTimer: (callback, ms) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    });
    const showState = () => list.toggleAttribute('data-pressing', press.isDown);
    const end = () => {
      press.end();
      showState();
    };
    let isTouch = false;
    const onPointerDown = (event: PointerEvent) => {
      isTouch = event.pointerType === 'touch';
      const key = isTouch && event.isPrimary && !hasSelection() ? keyAt(event.target) : undefined;
      if (key === undefined) press.end();
      else press.start(key, event);
      showState();
    };
    list.addEventListener('pointerdown', onPointerDown, { signal });
    list.addEventListener('scroll', end, { signal, passive: true });
    list.addEventListener(
      'mousedown',
      (event) => {
        const { target, detail } = event;
        // Two taps select a word, and one unselects it.
        if (!isTouch || detail > 1 || hasSelection()) return;
        if (target instanceof Element && !target.closest(OWN_PRESS)) event.preventDefault();
      },
      { signal },
    );
    list.addEventListener(
      'click',
      ({ target }) => target instanceof Element && target.closest('.open-actions') && setPressed(rowKeyAt(target)),
      { signal },
    );
    document.addEventListener('pointermove', (event) => press.move(event), { signal, passive: true });
    for (const type of ['pointerup', 'pointercancel'] as const) document.addEventListener(type, end, { signal });
    document.addEventListener(
      'contextmenu',
      // The sheet takes the place of the menu, which Android opens on a long press.
      (event) => press.hold() && event.preventDefault(),
      { signal },
    );
    return () => {
      mounted.abort();
      end();
    };
  }, [scroller]);
  return { pressed, clearPressed: () => setPressed(undefined) };
};

/** Elements with a press of their own. */
const OWN_PRESS = 'a, button, summary';

const hasSelection = () => getSelection()?.isCollapsed === false;

/** Vibrates for 10 ms, where the device and the browser allow it. */
const vibrate = () => {
  if ('vibrate' in navigator) navigator.vibrate(10);
};
