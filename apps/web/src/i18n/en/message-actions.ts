/** The actions on a message. */
export const messageActions = {
  messageFrom: (author: string) => `Message from ${author}`,
  /** Name of the button that only screen readers on touch screens find. */
  openActions: (author: string) => `Actions for message from ${author}`,
  /** Shown once on touch screens. */
  longPressHint: 'Press and hold a message for its actions.',
  react: 'React',
  reply: 'Reply',
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
    react: (author: string) => `React to message from ${author}`,
    reply: (author: string) => `Reply to message from ${author}`,
    copy: (author: string) => `Copy message from ${author}`,
    quote: (author: string) => `Quote message from ${author}`,
    mention: (author: string) => `Mention ${author}`,
    link: (author: string) => `Copy link to message from ${author}`,
    edit: (author: string) => `Edit message from ${author}`,
    delete: (author: string) => `Delete message from ${author}`,
  },
  /** The emoji that are offered first, with their names. */
  quickReactions: {
    '👍': 'thumbs up',
    '❤️': 'heart',
    '😂': 'tears of joy',
    '🎉': 'party',
    '😮': 'surprise',
    '😢': 'crying',
  },
  reactWith: (name: string) => `React with ${name}`,
  moreReactions: 'More emoji',
  copied: 'Copied',
  manualCopy: 'Copy manually',
  manualCopyKeys: 'This browser won’t let the page copy. Press Ctrl+C, or ⌘C on a Mac.',
  manualCopyTouch: 'This browser won’t let the page copy. Touch and hold the text to copy it.',
};
