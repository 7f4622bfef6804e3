/** The actions on a message. */
export const deeds = {
  messageBy: (author: string) => `Message from ${author}`,
  copy: 'Copy',
  quote: 'Quote',
  mention: 'Mention',
  link: 'Copy link',
  edit: 'Edit',
  delete: 'Delete',
  askDelete: 'Delete this message?',
  keep: 'Cancel',
  /** Accessible names of the icon buttons. */
  named: {
    copy: (author: string) => `Copy message from ${author}`,
    quote: (author: string) => `Quote message from ${author}`,
    mention: (author: string) => `Mention ${author}`,
    link: (author: string) => `Copy link to message from ${author}`,
    edit: (author: string) => `Edit message from ${author}`,
    delete: (author: string) => `Delete message from ${author}`,
  },
  copied: 'Copied',
  copyByHand: 'Copy manually',
  copyByKeys: 'This browser won’t let the page copy. Press Ctrl+C, or ⌘C on a Mac.',
  copyByTouch: 'This browser won’t let the page copy. Touch and hold the text to copy it.',
};
