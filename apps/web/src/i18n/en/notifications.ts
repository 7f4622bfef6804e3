import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('en');

/** Notifications, the prompt to enable them, and their settings. */
export const notifications = {
  /** Title of a notification; its body is the text of a message. `more`: how many other messages the notification stands for. */
  newMessage: (nickname: string, more: number) => nickname + andMore(more),
  mentioned: (nickname: string, more: number) => `${nickname} mentioned you${andMore(more)}`,
  replied: (nickname: string, more: number) => `${nickname} replied to you${andMore(more)}`,
  promptNotification: 'Someone mentioned you or replied to you while you were away. Get notified next time?',
  promptSound: 'Someone mentioned you or replied to you while you were away. Play a sound next time?',
  promptDenied: 'Notifications are blocked. See Settings to allow them.',
  promptAccept: 'Turn on',
  promptDismiss: 'Not now',
  notifyMeAbout: 'Notify me about',
  mentions: 'Mentions and replies',
  allMessages: 'All messages',
  nothing: 'Nothing',
  /** Explains the browser's permission state. For 'default' the button explains itself. */
  permission: {
    granted: 'You get notifications while you’re in another tab or app.',
    denied:
      'Your browser blocks notifications from this room. Allow them in the site settings, next to the address bar.',
    insecure: 'Notifications need HTTPS. Sounds and the unread count in the tab still work.',
    unsupported: 'Notifications aren’t supported here. On iPhone or iPad, add the room to your Home Screen first.',
  },
  enable: 'Turn on notifications',
  sound: 'Sound',
  on: 'On',
  off: 'Off',
};

const andMore = (more: number) => (more > 0 ? ` (+${formatNumber(more)} more)` : '');
