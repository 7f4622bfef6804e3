/** Strings used all over the page. */
export const page = {
  close: 'Close',
  missingPart: 'Part of this page didn’t load. Try again or reload:',
  newerPage: 'A new version is available.',
  reload: 'Reload',
};
