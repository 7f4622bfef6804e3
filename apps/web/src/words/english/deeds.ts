/** What can be done with a line. */
export const deeds = {
  lineBy: (author: string) => `Line by ${author}`,
  copy: 'Copy',
  quote: 'Quote',
  mention: 'Mention',
  link: 'Copy link',
  /** For who cannot see which line is meant. */
  named: {
    copy: (author: string) => `Copy line by ${author}`,
    quote: (author: string) => `Quote line by ${author}`,
    mention: (author: string) => `Mention ${author}`,
    link: (author: string) => `Copy link to line by ${author}`,
  },
  copied: 'Copied.',
  copyByKeys: 'This browser does not let pages copy. Press Ctrl+C, or ⌘C on a Mac.',
  copyByTouch: 'This browser does not let pages copy. Hold the text to copy it.',
  close: 'Close',
};
