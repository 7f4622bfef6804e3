import type { Words } from '../en.ts';

/** What to tell a person in the lobby who was just in the room. */
export const farewells: Words['farewells'] = {
  left: 'Du hast den Raum in einem anderen Fenster verlassen.',
  kicked: 'Du wurdest aus dem Raum gewiesen.',
  banned: 'Du wurdest aus dem Raum verbannt.',
  expelled:
    'Dein Besuch ist zu Ende: Du warst zu lange weg oder bist in einem anderen Fenster gegangen. Was du gerade schriebst, bleibt aufgehoben, bis du wiederkommst.',
  'nickname-gone':
    'Du warst weg, und inzwischen heißt jemand anderes so. Was du gerade schriebst, bleibt aufgehoben: Such dir einen anderen Spitznamen aus.',
  'no-room':
    'Du warst weg, und jetzt ist kein Platz mehr für dich. Was du gerade schriebst, bleibt aufgehoben, bis wieder einer frei ist.',
  'no-cookie':
    'Dein Browser hat das Cookie dieses Raums nicht behalten. Erlaube Cookies für diese Adresse und komm noch einmal herein.',
  'no-answer': 'Der Raum antwortet nicht. Sieh nach, ob du verbunden bist, und versuche es noch einmal.',
  'not-told': 'Der Raum weiß noch nicht, dass du gegangen bist. Er merkt es in ein paar Minuten.',
};
