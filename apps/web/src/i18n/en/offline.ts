/** The page that the service worker shows when the network fails. Part of the worker's bundle, not of the page's strings. */
export const offline = {
  title: 'Can’t reach the room',
  kept: 'Your messages are saved.',
  again: 'Try again',
};
