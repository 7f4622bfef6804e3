import type { Words } from '../en.ts';

/** The menu in the room's header. */
export const menu: Words['menu'] = {
  roomMenu: 'Menü des Raums',
  invite: 'Andere einladen',
  install: 'Als App installieren',
  find: 'Im Gespräch suchen',
  saveAsText: 'Gespräch als Text sichern',
  saveAsJsonLines: 'Gespräch als JSON-Zeilen sichern',
  settings: 'Einstellungen',
  help: 'Hilfe',
};
