import type { Strings } from '../en.ts';

/** The menu in the room's header. */
export const menu: Strings['menu'] = {
  label: 'Raummenü',
  install: 'App installieren',
  find: 'Unterhaltung durchsuchen',
  exportText: 'Als Text exportieren',
  exportJson: 'Als JSON exportieren',
  moderation: 'Moderation',
  settings: 'Einstellungen',
  help: 'Hilfe',
  leave: 'Raum verlassen',
};
