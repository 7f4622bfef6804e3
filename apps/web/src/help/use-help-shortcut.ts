import { useEffect, useEffectEvent } from 'react';

/** Calls `onHelp` when a question mark is pressed where nobody writes, and nothing lies over the page. */
export const useHelpShortcut = (onHelp: () => void) => {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, dialog')) return;
    event.preventDefault();
    onHelp();
  });
  useEffect(() => {
    const mounted = new AbortController();
    document.addEventListener('keydown', (event) => hear(event), mounted);
    return () => mounted.abort();
  }, []);
};
