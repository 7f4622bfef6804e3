import type { Words } from '../en.ts';

/** What can be chosen for a browser. */
export const settings: Words['settings'] = {
  title: 'Einstellungen',
  theme: 'Farben',
  asTheSystem: 'Wie das System',
  light: 'Hell',
  dark: 'Dunkel',
  density: 'Zeilen',
  roomy: 'Luftig',
  compact: 'Dicht',
  clock: 'Uhrzeit',
  asUsual: 'Wie üblich',
  hours24: '24 h',
  hours12: '12 h',
  goings: 'Kommen und Gehen',
  shown: 'Zeigen',
  hidden: 'Verbergen',
  ignored: 'Wen du ignorierst',
  heed: 'Nicht mehr ignorieren:',
  language: 'Sprache',
  asTheBrowser: 'Wie der Browser',
};
