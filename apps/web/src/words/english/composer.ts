import { counted, number } from './numbers.ts';

/** Where one writes, and the help for it. */
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
  help: 'Help',
  helpIsOpen: 'Help is open above the message.',
  /** How each command is written, and what it does. Its name is the same in every language. */
  commands: {
    help: { usage: '/help', does: 'shows what there is' },
    me: { usage: '/me waves', does: 'tells that you wave' },
    leave: { usage: '/leave [reason]', does: 'leaves the room' },
  },
  signs: { slashes: 'says /x', at: 'offers who is here' },
  keys: {
    enter: 'Enter',
    sends: 'sends',
    shiftEnter: 'Shift + Enter',
    newLine: 'begins a new line',
    choose: 'choose what is offered',
    enterOrTab: 'Enter, Tab',
    take: 'take it',
    escape: 'Escape',
    closes: 'closes what is offered, and this',
  },
};
