import type { Words } from '../en.ts';

/** Strings used all over the page. */
export const page: Words['page'] = {
  close: 'Schließen',
  missingPart: 'Ein Teil der Seite wurde nicht geladen. Versuche es noch einmal oder lade neu:',
  newerPage: 'Eine neue Version ist verfügbar.',
  reload: 'Neu laden',
};
