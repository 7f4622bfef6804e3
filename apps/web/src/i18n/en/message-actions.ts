/** The actions on a message. */
export const messageActions = {
  messageFrom: (author: string) => `Message from ${author}`,
  copy: 'Copy',
  quote: 'Quote',
  mention: 'Mention',
  link: 'Copy link',
  edit: 'Edit',
  delete: 'Delete',
  confirmDelete: 'Delete this message?',
  cancelDelete: 'Cancel',
  /** Accessible names of the icon buttons. */
  labels: {
    copy: (author: string) => `Copy message from ${author}`,
    quote: (author: string) => `Quote message from ${author}`,
    mention: (author: string) => `Mention ${author}`,
    link: (author: string) => `Copy link to message from ${author}`,
    edit: (author: string) => `Edit message from ${author}`,
    delete: (author: string) => `Delete message from ${author}`,
  },
  copied: 'Copied',
  manualCopy: 'Copy manually',
  manualCopyKeys: 'This browser won’t let the page copy. Press Ctrl+C, or ⌘C on a Mac.',
  manualCopyTouch: 'This browser won’t let the page copy. Touch and hold the text to copy it.',
};
