import type { offline as english } from '../en/offline.ts';

/** The page that the service worker shows when the network fails. Part of the worker's bundle, not of the page's strings. */
export const offline: typeof english = {
  title: 'Raum nicht erreichbar',
  unsent: 'Nachrichten, die dieser Browser gespeichert hat, werden gesendet, sobald du wieder im Raum bist.',
  tryAgain: 'Erneut versuchen',
};
