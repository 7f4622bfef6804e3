import type { Strings } from '../en.ts';
import { numberFormat } from '../plural.ts';

const { formatNumber } = numberFormat('de');

/** Notifications, the prompt to enable them, and their settings. */
export const notifications: Strings['notifications'] = {
  newMessage: (nickname, more) => nickname + andMore(more),
  mentioned: (nickname, more) => `${nickname} hat dich erwähnt${andMore(more)}`,
  replied: (nickname, more) => `${nickname} hat dir geantwortet${andMore(more)}`,
  promptNotification:
    'Jemand hat dich erwähnt oder dir geantwortet, während du weg warst. Nächstes Mal benachrichtigen?',
  promptSound: 'Jemand hat dich erwähnt oder dir geantwortet, während du weg warst. Nächstes Mal einen Ton abspielen?',
  promptDenied: 'Benachrichtigungen sind blockiert. In den Einstellungen steht, wie du sie erlaubst.',
  promptAccept: 'Einschalten',
  promptDismiss: 'Nicht jetzt',
  notifyMeAbout: 'Benachrichtigen über',
  mentions: 'Erwähnungen und Antworten',
  allMessages: 'Alles',
  nothing: 'Nichts',
  permission: {
    granted: 'Du wirst benachrichtigt, wenn du in einem anderen Tab oder einer anderen App bist.',
    denied:
      'Dein Browser blockiert Benachrichtigungen aus diesem Raum. Erlaube sie in den Website-Einstellungen neben der Adressleiste.',
    insecure: 'Benachrichtigungen erfordern HTTPS. Töne und der Zähler im Tab funktionieren trotzdem.',
    unsupported:
      'Benachrichtigungen werden hier nicht unterstützt. Auf iPhone oder iPad füge den Raum zuerst zum Home-Bildschirm hinzu.',
  },
  enable: 'Benachrichtigungen einschalten',
  sound: 'Ton',
  on: 'Ein',
  off: 'Aus',
};

const andMore = (more: number) => (more > 0 ? ` (+${formatNumber(more)} weitere)` : '');
