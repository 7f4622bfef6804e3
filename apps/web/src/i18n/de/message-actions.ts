import type { Words } from '../en.ts';

/** The actions on a message. */
export const deeds: Words['deeds'] = {
  messageBy: (author) => `Nachricht von ${author}`,
  copy: 'Kopieren',
  quote: 'Zitieren',
  mention: 'Erwähnen',
  link: 'Link kopieren',
  edit: 'Bearbeiten',
  delete: 'Löschen',
  askDelete: 'Diese Nachricht löschen?',
  keep: 'Abbrechen',
  named: {
    copy: (author) => `Nachricht von ${author} kopieren`,
    quote: (author) => `Nachricht von ${author} zitieren`,
    mention: (author) => `${author} erwähnen`,
    link: (author) => `Link zur Nachricht von ${author} kopieren`,
    edit: (author) => `Nachricht von ${author} bearbeiten`,
    delete: (author) => `Nachricht von ${author} löschen`,
  },
  copied: 'Kopiert',
  copyByHand: 'Manuell kopieren',
  copyByKeys: 'Dieser Browser lässt die Seite nicht kopieren. Drücke Strg+C, am Mac ⌘C.',
  copyByTouch: 'Dieser Browser lässt die Seite nicht kopieren. Halte den Text gedrückt, um ihn zu kopieren.',
};
