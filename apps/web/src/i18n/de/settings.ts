import type { Words } from '../en.ts';

/** The settings dialog. */
export const settings: Words['settings'] = {
  title: 'Einstellungen',
  theme: 'Design',
  asTheSystem: 'System',
  light: 'Hell',
  dark: 'Dunkel',
  density: 'Dichte',
  roomy: 'Komfortabel',
  compact: 'Kompakt',
  clock: 'Zeitformat',
  asUsual: 'Automatisch',
  hours24: '24 Stunden',
  hours12: '12 Stunden',
  goings: 'Kommen und Gehen',
  shown: 'Anzeigen',
  hidden: 'Ausblenden',
  ignored: 'Ignorierte Personen',
  heed: 'Nicht mehr ignorieren:',
  language: 'Sprache',
  asTheBrowser: 'Wie im Browser',
};
