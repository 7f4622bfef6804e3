import { useEffect, useEffectEvent } from 'react';

/**
 * Calls `onFind` for the keys with which browsers find. Who presses them where one finds here already asks the browser, and so does who
 * presses them when `onFind` has no answer.
 */
export const useFindShortcut = (onFind: () => boolean) => {
  const find = useEffectEvent(onFind);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
      if (key.toLowerCase() !== 'f' || ctrlKey === metaKey || shiftKey || altKey || event.defaultPrevented) return;
      if (target instanceof Element && target.closest('.find-bar, dialog')) return;
      if (find()) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
};
