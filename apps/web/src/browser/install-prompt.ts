import { createStore } from '../sync/store.ts';

/** Chromium sends it when the page can be installed. */
interface BeforeInstallPromptEvent extends Event {
  readonly prompt: () => Promise<unknown>;
}

const store = createStore<BeforeInstallPromptEvent | undefined>(undefined);

/** The browser's offer to install the page. The page shows it in its menu instead of the browser's own banner. */
export const installPrompt = {
  isOffered: () => store.getState() !== undefined,
  subscribe: store.subscribe,
  /** Opens the browser's dialog. Works once for each offer. */
  install: () => {
    void store.getState()?.prompt();
    store.setState(undefined);
  },
  /** Starts listening for offers. Call it early: the browser sends them soon after the page has loaded. */
  watch: () => {
    window.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      store.setState(event);
    });
    window.addEventListener('appinstalled', () => store.setState(undefined));
  },
};

declare global {
  interface WindowEventMap {
    beforeinstallprompt: BeforeInstallPromptEvent;
  }
}
