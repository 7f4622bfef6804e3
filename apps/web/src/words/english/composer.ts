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
  toChooseFrom: 'To choose from',
  choices: (count: number) => `${number(count)} to choose from.`,
  /** How each command is written, and what it does. Its name is the same in every language. */
  commands: {
    help: { usage: '/help', does: 'shows what there is' },
    find: { usage: '/find hello', does: 'finds where hello stands' },
    me: { usage: '/me waves', does: 'tells that you wave' },
    leave: { usage: '/leave [reason]', does: 'leaves the room' },
  },
};
