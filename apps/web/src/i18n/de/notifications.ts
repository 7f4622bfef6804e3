import type { Words } from '../en.ts';
import { number } from './numbers.ts';

/** Notifications, the prompt to enable them, and their settings. */
export const bell: Words['bell'] = {
  said: (nickname, more) => nickname + andMore(more),
  mentioned: (nickname, more) => `${nickname} hat dich erwähnt${andMore(more)}`,
  offerNotice: 'Du wurdest erwähnt, während du weg warst. Nächstes Mal benachrichtigen?',
  offerSound: 'Du wurdest erwähnt, während du weg warst. Nächstes Mal einen Ton abspielen?',
  offerDenied: 'Benachrichtigungen sind blockiert. In den Einstellungen steht, wie du sie erlaubst.',
  yes: 'Einschalten',
  notNow: 'Nicht jetzt',
  tellOf: 'Benachrichtigungen',
  mentions: 'Erwähnungen',
  everything: 'Alle Nachrichten',
  nothing: 'Keine',
  mayNotify: {
    granted: 'Du wirst benachrichtigt, während du in einem anderen Tab oder einer anderen App bist.',
    denied:
      'Dein Browser blockiert Benachrichtigungen aus diesem Raum. Erlaube sie in den Website-Einstellungen neben der Adressleiste.',
    insecure: 'Benachrichtigungen brauchen HTTPS. Töne und der Zähler im Tab funktionieren trotzdem.',
    unable:
      'Benachrichtigungen werden hier nicht unterstützt. Auf iPhone oder iPad füge den Raum zuerst zum Home-Bildschirm hinzu.',
  },
  allow: 'Benachrichtigungen einschalten',
  bell: 'Ton',
  on: 'Ein',
  off: 'Aus',
};

const andMore = (more: number) => (more > 0 ? ` (+${number(more)} weitere)` : '');
