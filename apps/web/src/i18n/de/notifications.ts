import type { Words } from '../en.ts';
import { number } from './numbers.ts';

/** Being told of what comes while one looks elsewhere. */
export const bell: Words['bell'] = {
  said: (nickname, more) => nickname + andMore(more),
  mentioned: (nickname, more) => `${nickname} hat dich erwähnt${andMore(more)}`,
  offerNotice: 'Du wurdest erwähnt, während du woanders warst. Das nächste Mal Bescheid sagen?',
  offerSound: 'Du wurdest erwähnt, während du woanders warst. Das nächste Mal leise läuten?',
  offerDenied:
    'Dieser Browser lässt den Raum nicht Bescheid sagen. In den Einstellungen steht, wie sich das ändern lässt.',
  yes: 'Ja',
  notNow: 'Jetzt nicht',
  tellOf: 'Bescheid sagen bei',
  mentions: 'Erwähnungen',
  everything: 'allem',
  nothing: 'nichts',
  mayNotify: {
    granted: 'Dein Browser zeigt Benachrichtigungen, während du woanders bist.',
    default: 'Dein Browser wurde noch nicht gefragt.',
    denied:
      'Dein Browser blockiert Benachrichtigungen aus diesem Raum. Neben der Adresse dieser Seite kannst du sie erlauben.',
    insecure:
      'Browser zeigen Benachrichtigungen nur, wo die Seite über https gekommen ist. Die Glocke und die Zahl im Titel gehen auch so.',
    unable:
      'Dieser Browser hat keine Benachrichtigungen. Auf iPhone und iPad hat er sie, wenn der Raum auf dem Startbildschirm liegt.',
  },
  allow: 'Benachrichtigungen erlauben',
  bell: 'Glocke',
  on: 'An',
  off: 'Aus',
};

const andMore = (more: number) => (more > 0 ? `, und ${number(more)} weitere` : '');
