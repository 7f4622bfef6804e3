import type { offline as english } from '../en/offline.ts';

/** Where the page would stand, had it come. Not among the page's words: they travel with the service worker. */
export const offline: typeof english = {
  title: 'Der Raum antwortet nicht.',
  kept: 'Was du geschrieben hast, ist aufgehoben.',
  again: 'Noch einmal versuchen',
};
