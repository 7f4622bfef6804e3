import { counted, number } from './numbers.ts';

/** Where one writes. */
export const composer = {
  message: 'Message to everyone',
  placeholder: 'Write to everyone',
  send: 'Send',
  left: (count: number) => `${number(count)} left`,
  tooMany: (count: number) => `${number(count)} too many`,
  tooLong: 'The message is too long.',
  atMostLeft: (count: number) => `At most ${counted(count, { one: 'character', other: 'characters' })} left.`,
  editing: 'You are editing your message.',
  escapeLeaves: 'Escape leaves it as it was.',
  cancel: 'Cancel',
  save: 'Save',
  isTooLong: (count: number, limit: number) =>
    `This is ${counted(count, { one: 'character', other: 'characters' })}; a message has at most ${number(limit)}.`,
  tooManyMessages: 'It would be too many messages: please shorten it.',
  sendAs: (count: number) => `Send as ${counted(count, { one: 'message', other: 'messages' })}`,
  keepEditing: 'Keep editing',
  toChooseFrom: 'To choose from',
  choices: (count: number) => `${number(count)} to choose from.`,
  /** How each command is written, and what it does. Its name is the same in every language. */
  commands: {
    help: { usage: '/help', does: 'shows what there is' },
    find: { usage: '/find hello', does: 'finds where hello stands' },
    me: { usage: '/me waves', does: 'tells that you wave' },
    nick: { usage: '/nick Name', does: 'gives you another nickname' },
    leave: { usage: '/leave [reason]', does: 'leaves the room' },
  },
};
