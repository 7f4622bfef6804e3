/** What is the same all over the page. */
export const page = {
  close: 'Close',
  missingPart: 'This part of the page could not be had. Try again, or load the page anew:',
  newerPage: 'A newer version is here:',
  reload: 'Reload',
};
