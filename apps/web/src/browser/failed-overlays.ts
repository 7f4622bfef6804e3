import { createStore } from '../sync/store.ts';

const count = createStore(0);

/** The overlays that are open and cannot be shown because of an error. */
export const failedOverlays = {
  isAny: () => count.getState() > 0,
  subscribe: count.subscribe,
  /** Adds an overlay. Returns the function that removes it. */
  add: () => {
    count.setState(count.getState() + 1);
    return () => count.setState(count.getState() - 1);
  },
};
