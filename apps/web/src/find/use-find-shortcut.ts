import { useEffect, useEffectEvent } from 'react';

/**
 * Calls `onFind` when the user presses the browser's shortcut for find, Ctrl+F or Cmd+F. Leaves the shortcut to the browser if `onFind`
 * returns false, and if the focus is in the find bar or in a dialog.
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
