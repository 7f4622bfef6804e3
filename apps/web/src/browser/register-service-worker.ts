/**
 * Registers the service worker after the page has loaded. It only serves the offline page, so a failure is ignored: some browsers have no
 * service workers, and none has them on plain HTTP outside localhost.
 */
export const registerServiceWorker = () => {
  if (import.meta.hot || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => void navigator.serviceWorker.register(trustedScriptUrl()).catch(() => {}), {
    once: true,
  });
};

const SCRIPT_URL = '/service-worker.js';

/** The script's URL, as the only policy that the page's headers allow (`trusted-types`) creates it. The policy rejects any other URL. */
const trustedScriptUrl = (): string => {
  const policy = window.trustedTypes?.createPolicy('service-worker', {
    createScriptURL: (url) => {
      if (url !== SCRIPT_URL) throw new TypeError(`not the service worker: ${url}`);
      return url;
    },
  });
  return policy?.createScriptURL(SCRIPT_URL) ?? SCRIPT_URL;
};

/** TypeScript's DOM types lack trusted types, and so do some browsers. A TrustedScriptURL counts as a string here. */
declare global {
  interface Window {
    readonly trustedTypes?: {
      createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => typeof rules;
    };
  }
}
