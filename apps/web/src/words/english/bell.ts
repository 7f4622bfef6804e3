import { number } from './numbers.ts';

/** Being told of what comes while one looks elsewhere. */
export const bell = {
  /** The title of a notice, of which the line is the text. `more`: how many other lines it stands for. */
  said: (nickname: string, more: number) => nickname + andMore(more),
  mentioned: (nickname: string, more: number) => `${nickname} mentioned you${andMore(more)}`,
  offerNotice: 'You were mentioned while you looked elsewhere. Be told next time?',
  offerSound: 'You were mentioned while you looked elsewhere. Hear a soft bell next time?',
  offerDenied: 'This browser does not let the room tell you. The settings say how to change that.',
  yes: 'Yes',
  notNow: 'Not now',
  close: 'Close',
};

const andMore = (more: number) => (more > 0 ? `, and ${number(more)} more` : '');
