/** Where the page would stand, had it come. Not among the page's words: they travel with the service worker. */
export const offline = {
  title: 'The room does not answer.',
  kept: 'What you wrote is kept.',
  again: 'Try again',
};
