/** What Chromium hands over when the page could be installed. */
interface InstallOffer extends Event {
  readonly prompt: () => Promise<unknown>;
}

const listeners = new Set<() => void>();
let offer: InstallOffer | undefined;

const become = (now: InstallOffer | undefined) => {
  offer = now;
  for (const listener of listeners) listener();
};

/** Whether this browser offers to install the page. It is asked to keep that to itself: who wants it finds it in the menu. */
export const installPrompt = {
  isOffered: () => offer !== undefined,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  /** Has the browser ask whether to install the page. It can do so once for each offer. */
  install: () => {
    void offer?.prompt();
    become(undefined);
  },
  /** Begins to listen for offers. They come soon after the page. */
  watch: () => {
    window.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      become(event);
    });
    window.addEventListener('appinstalled', () => become(undefined));
  },
};

declare global {
  interface WindowEventMap {
    beforeinstallprompt: InstallOffer;
  }
}
