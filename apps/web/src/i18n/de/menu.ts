import type { Words } from '../en.ts';

/** The menu in the room's header. */
export const menu: Words['menu'] = {
  roomMenu: 'Raummenü',
  invite: 'Leute einladen',
  install: 'App installieren',
  find: 'Unterhaltung durchsuchen',
  saveAsText: 'Als Text exportieren',
  saveAsJsonLines: 'Als JSON exportieren',
  settings: 'Einstellungen',
  help: 'Hilfe',
};
