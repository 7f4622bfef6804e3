import type { Strings } from '../en.ts';

/** The settings dialog. */
export const settings: Strings['settings'] = {
  title: 'Einstellungen',
  theme: 'Design',
  system: 'System',
  light: 'Hell',
  dark: 'Dunkel',
  density: 'Dichte',
  comfortable: 'Komfortabel',
  compact: 'Kompakt',
  timeFormat: 'Zeitformat',
  automatic: 'Automatisch',
  hours24: '24 Stunden',
  hours12: '12 Stunden',
  enterKey: 'Eingabetaste',
  enterSends: 'Senden',
  enterBreaks: 'Neue Zeile',
  membership: 'Kommen und Gehen',
  show: 'Anzeigen',
  hide: 'Ausblenden',
  formattingCharacters: 'Formatzeichen',
  ignored: 'Ignorierte Personen',
  unignore: 'Nicht mehr ignorieren:',
  language: 'Sprache',
  browserDefault: 'Wie im Browser',
};
