import type { Strings } from '../en.ts';

/** Why a person who was in the room is in the lobby. */
export const lobbyNotices: Strings['lobbyNotices'] = {
  left: 'Du hast den Raum in einem anderen Fenster verlassen.',
  kicked: 'Du wurdest aus dem Raum entfernt.',
  banned: 'Du wurdest aus dem Raum verbannt.',
  'session-expired':
    'Du wurdest abgemeldet, weil du zu lange weg warst oder den Raum in einem anderen Fenster verlassen hast.',
  'nickname-taken': 'Während du weg warst, hat sich jemand deinen Spitznamen genommen. Wähle einen anderen.',
  'room-full': 'Während du weg warst, ist der Raum voll geworden. Versuche es später noch einmal.',
  'cookies-blocked':
    'Dein Browser hat das Cookie dieses Raums blockiert. Erlaube Cookies für diese Seite und tritt noch einmal bei.',
  unreachable: 'Der Raum ist nicht erreichbar. Prüfe deine Verbindung und versuche es noch einmal.',
  'leave-failed':
    'Du hast den Raum verlassen, konntest dich aber nicht abmelden. Andere sehen dich vielleicht noch ein paar Minuten.',
};
