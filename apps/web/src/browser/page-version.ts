/** The address of this page's script: its name changes with the code. The pages of vite's dev server have none, and it keeps them new. */
const CURRENT = document.querySelector('script[src^="/assets/"]')?.getAttribute('src');

const listeners = new Set<() => void>();
let isOld = false;

/** Whether the room has a newer page than this one. Every answer names the page that belongs to the room. */
export const pageVersion = {
  isOld: () => isOld,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  /** Compares this page with the one that an answer named, if it did. */
  compare: (named: string | null) => {
    if (isOld || !CURRENT || !named || named === CURRENT) return;
    isOld = true;
    for (const listener of listeners) listener();
  },
};
