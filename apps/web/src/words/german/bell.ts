import type { Words } from '../english.ts';
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
  close: 'Schließen',
};

const andMore = (more: number) => (more > 0 ? `, und ${number(more)} weitere` : '');
