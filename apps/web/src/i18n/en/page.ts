/** Strings used all over the page. */
export const page = {
  close: 'Close',
  moduleUnavailable: 'Part of this page didn’t load. Try again or reload:',
  updateAvailable: 'A new version is available.',
  reload: 'Reload',
};
