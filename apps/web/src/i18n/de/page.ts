import type { Strings } from '../en.ts';

/** Strings used all over the page. */
export const page: Strings['page'] = {
  close: 'Schließen',
  moduleUnavailable: 'Ein Teil der Seite wurde nicht geladen. Versuche es noch einmal oder lade die Seite neu:',
  updateAvailable: 'Eine neue Version ist verfügbar.',
  reload: 'Neu laden',
};
