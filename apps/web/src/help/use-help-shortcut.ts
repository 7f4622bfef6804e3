import { useEffect, useEffectEvent } from 'react';

/** Calls `onHelp` when the user presses the question mark key outside text fields and dialogs. */
export const useHelpShortcut = (onHelp: () => void) => {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, dialog')) return;
    event.preventDefault();
    onHelp();
  });
  useEffect(() => {
    const mounted = new AbortController();
    document.addEventListener('keydown', (event) => onKeyDown(event), mounted);
    return () => mounted.abort();
  }, []);
};
