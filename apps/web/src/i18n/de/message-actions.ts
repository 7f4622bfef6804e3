import type { Words } from '../en.ts';

/** What can be done with a line. */
export const deeds: Words['deeds'] = {
  messageBy: (author) => `Nachricht von ${author}`,
  copy: 'Kopieren',
  quote: 'Zitieren',
  mention: 'Erwähnen',
  link: 'Adresse kopieren',
  edit: 'Bearbeiten',
  delete: 'Löschen',
  askDelete: 'Diese Nachricht löschen?',
  keep: 'Behalten',
  named: {
    copy: (author) => `Nachricht von ${author} kopieren`,
    quote: (author) => `Nachricht von ${author} zitieren`,
    mention: (author) => `${author} erwähnen`,
    link: (author) => `Adresse der Nachricht von ${author} kopieren`,
    edit: (author) => `Nachricht von ${author} bearbeiten`,
    delete: (author) => `Nachricht von ${author} löschen`,
  },
  copied: 'Kopiert.',
  copyByHand: 'Von Hand kopieren',
  copyByKeys: 'Dieser Browser lässt Seiten nicht kopieren. Drück Strg+C, auf einem Mac ⌘C.',
  copyByTouch: 'Dieser Browser lässt Seiten nicht kopieren. Halte den Text gedrückt, um ihn zu kopieren.',
};
