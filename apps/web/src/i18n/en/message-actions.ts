/** What can be done with a line. */
export const deeds = {
  messageBy: (author: string) => `Message by ${author}`,
  copy: 'Copy',
  quote: 'Quote',
  mention: 'Mention',
  link: 'Copy link',
  edit: 'Edit',
  delete: 'Delete',
  askDelete: 'Delete this message?',
  keep: 'Keep',
  /** For who cannot see which line is meant. */
  named: {
    copy: (author: string) => `Copy message by ${author}`,
    quote: (author: string) => `Quote message by ${author}`,
    mention: (author: string) => `Mention ${author}`,
    link: (author: string) => `Copy link to message by ${author}`,
    edit: (author: string) => `Edit message by ${author}`,
    delete: (author: string) => `Delete message by ${author}`,
  },
  copied: 'Copied.',
  copyByHand: 'Copy by hand',
  copyByKeys: 'This browser does not let pages copy. Press Ctrl+C, or ⌘C on a Mac.',
  copyByTouch: 'This browser does not let pages copy. Hold the text to copy it.',
};
