/**
 * Brings in the service worker once the page is there. Without it nothing is missing but a page for when no page comes; so where browsers have
 * none (on plain http off localhost) or refuse it, nobody hears of that.
 */
export const registerServiceWorker = () => {
  if (import.meta.hot || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => void navigator.serviceWorker.register(trustedScriptUrl()).catch(() => {}), {
    once: true,
  });
};

const ADDRESS = '/service-worker.js';

/** No text may become code on this page, except through the one policy that its headers name; and that one lets no other text pass. */
const trustedScriptUrl = (): string => {
  const policy = window.trustedTypes?.createPolicy('service-worker', {
    createScriptURL: (address) => {
      if (address !== ADDRESS) throw new TypeError(`no service worker: ${address}`);
      return address;
    },
  });
  return policy?.createScriptURL(ADDRESS) ?? ADDRESS;
};

/** What TypeScript does not know of yet, and some browsers neither. The trusted address passes for a text, as it does where it goes. */
declare global {
  interface Window {
    readonly trustedTypes?: {
      createPolicy: (name: string, rules: { createScriptURL: (address: string) => string }) => typeof rules;
    };
  }
}
