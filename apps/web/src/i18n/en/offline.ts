/** The page that the service worker shows when the network fails. Part of the worker's bundle, not of the page's strings. */
export const offline = {
  title: 'Can’t reach the room',
  unsent: 'Messages that this browser stored are sent when you’re back in the room.',
  tryAgain: 'Try again',
};
