import type { Words } from '../en.ts';

/** What is the same all over the page. */
export const page: Words['page'] = {
  close: 'Schließen',
  missingPart: 'Dieser Teil der Seite war nicht zu bekommen. Versuche es noch einmal oder lade die Seite neu:',
  newerPage: 'Es gibt eine neuere Version:',
  reload: 'Neu laden',
};
