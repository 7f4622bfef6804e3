import { numberFormat } from '../plural.ts';

const { formatCount, formatNumber, plural } = numberFormat('en');

/** The message field and the controls around it. */
export const composer = {
  label: 'Message to everyone',
  placeholder: 'Message everyone',
  send: 'Send',
  charactersLeft: (count: number) => `${formatNumber(count)} left`,
  charactersOver: (count: number) => `${formatNumber(count)} over the limit`,
  announceTooLong: 'The message is too long.',
  /** For screen readers, whenever `count` passes a milestone. */
  announceLeft: (count: number) =>
    `${formatNumber(count)} ${plural(count, { one: 'character', other: 'characters' })} or fewer left.`,
  editing: 'Editing message',
  replying: 'Writing a reply',
  escapeToCancel: '· Esc to cancel',
  cancel: 'Cancel',
  save: 'Save',
  tooLong: (count: number, limit: number) =>
    `Too long: ${formatNumber(count)} of ${formatCount(limit, { one: 'character', other: 'characters' })}.`,
  tooLongToSplit: 'Too long even when split. Please shorten it.',
  sendAs: (count: number) => `Send as ${formatCount(count, { one: 'message', other: 'messages' })}`,
  keepEditing: 'Keep editing',
  unsentInClosedTab: 'You didn’t send this before the tab was closed:',
  continueDraft: 'Continue writing',
  discardDraft: 'Discard',
  suggestions: 'Suggestions',
  suggestionCount: (count: number) => `${formatCount(count, { one: 'suggestion', other: 'suggestions' })}.`,
  /** The usage of each command and its effect. The command's name is the same in every language. */
  commands: {
    help: { usage: '/help', description: 'Show help' },
    find: { usage: '/find hello', description: 'Search the conversation' },
    me: { usage: '/me waves', description: 'Describe an action' },
    nick: { usage: '/nick Name', description: 'Change your nickname' },
    leave: { usage: '/leave [reason]', description: 'Leave the room' },
  },
};
