/** The page that the service worker shows when the network fails. Part of the worker's bundle, not of the page's strings. */
export const offline = {
  title: 'Can’t reach the room',
  saved: 'Your messages are saved.',
  tryAgain: 'Try again',
};
