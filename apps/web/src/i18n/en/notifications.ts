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
  tellOf: 'Tell me of',
  mentions: 'Mentions',
  everything: 'Everything',
  nothing: 'Nothing',
  /** What the browser says to it, in the word that it uses itself. */
  mayNotify: {
    granted: 'Your browser shows notifications while you look elsewhere.',
    default: 'Your browser has not been asked yet.',
    denied: 'Your browser blocks notifications of this room. They can be allowed beside the address of this page.',
    insecure:
      'Browsers show notifications only where the page came over https. The bell, and the number in the title, work without.',
    unable: 'This browser has no notifications. On an iPhone or iPad it has, when the room is on the home screen.',
  },
  allow: 'Allow notifications',
  bell: 'Bell',
  on: 'On',
  off: 'Off',
};

const andMore = (more: number) => (more > 0 ? `, and ${number(more)} more` : '');
