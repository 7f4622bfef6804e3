import { counted, form, number } from './numbers.ts';

/** The message field and what stands around it. */
export const composer = {
  message: 'Message to everyone',
  placeholder: 'Message everyone',
  send: 'Send',
  left: (count: number) => `${number(count)} left`,
  tooMany: (count: number) => `${number(count)} over the limit`,
  tooLong: 'The message is too long.',
  /** For screen readers, whenever `count` passes a milestone. */
  atMostLeft: (count: number) =>
    `${number(count)} ${form(count, { one: 'character', other: 'characters' })} or fewer left.`,
  editing: 'Editing message',
  escapeLeaves: '· Esc to cancel',
  cancel: 'Cancel',
  save: 'Save',
  isTooLong: (count: number, limit: number) =>
    `Too long: ${number(count)} of ${counted(limit, { one: 'character', other: 'characters' })}.`,
  tooManyMessages: 'Too long even when split. Please shorten it.',
  sendAs: (count: number) => `Send as ${counted(count, { one: 'message', other: 'messages' })}`,
  keepEditing: 'Keep editing',
  toChooseFrom: 'Suggestions',
  choices: (count: number) => `${counted(count, { one: 'suggestion', other: 'suggestions' })}.`,
  /** The usage of each command and its effect. The command's name is the same in every language. */
  commands: {
    help: { usage: '/help', does: 'Show help' },
    find: { usage: '/find hello', does: 'Search the conversation' },
    me: { usage: '/me waves', does: 'Describe an action' },
    nick: { usage: '/nick Name', does: 'Change your nickname' },
    leave: { usage: '/leave [reason]', does: 'Leave the room' },
  },
};
