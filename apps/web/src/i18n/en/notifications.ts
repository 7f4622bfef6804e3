import { number } from './numbers.ts';

/** Notifications, the prompt to enable them, and their settings. */
export const bell = {
  /** Title of a notification; its body is the text of a message. `more`: how many other messages the notification stands for. */
  said: (nickname: string, more: number) => nickname + andMore(more),
  mentioned: (nickname: string, more: number) => `${nickname} mentioned you${andMore(more)}`,
  offerNotice: 'You were mentioned while away. Get notified next time?',
  offerSound: 'You were mentioned while away. Play a sound next time?',
  offerDenied: 'Notifications are blocked. See Settings to allow them.',
  yes: 'Turn on',
  notNow: 'Not now',
  tellOf: 'Notify me about',
  mentions: 'Mentions',
  everything: 'All messages',
  nothing: 'Nothing',
  /** Explains the browser's permission state. For 'default' the button explains itself. */
  mayNotify: {
    granted: 'You get notifications while you’re in another tab or app.',
    denied:
      'Your browser blocks notifications from this room. Allow them in the site settings, next to the address bar.',
    insecure: 'Notifications need HTTPS. Sounds and the unread count in the tab still work.',
    unable: 'Notifications aren’t supported here. On iPhone or iPad, add the room to your Home Screen first.',
  },
  allow: 'Turn on notifications',
  bell: 'Sound',
  on: 'On',
  off: 'Off',
};

const andMore = (more: number) => (more > 0 ? ` (+${number(more)} more)` : '');
