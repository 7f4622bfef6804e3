import type { Words } from '../english.ts';

/** The menu in the room's header. */
export const menu: Words['menu'] = {
  roomMenu: 'Menü des Raums',
  invite: 'Andere einladen',
  install: 'Als App installieren',
  find: 'Im Gespräch suchen',
  settings: 'Einstellungen',
  help: 'Hilfe',
};
