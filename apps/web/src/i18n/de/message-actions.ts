import type { Strings } from '../en.ts';

/** The actions on a message. */
export const messageActions: Strings['messageActions'] = {
  messageFrom: (author) => `Nachricht von ${author}`,
  copy: 'Kopieren',
  quote: 'Zitieren',
  mention: 'Erwähnen',
  link: 'Link kopieren',
  edit: 'Bearbeiten',
  delete: 'Löschen',
  confirmDelete: 'Diese Nachricht löschen?',
  cancelDelete: 'Abbrechen',
  labels: {
    copy: (author) => `Nachricht von ${author} kopieren`,
    quote: (author) => `Nachricht von ${author} zitieren`,
    mention: (author) => `${author} erwähnen`,
    link: (author) => `Link zur Nachricht von ${author} kopieren`,
    edit: (author) => `Nachricht von ${author} bearbeiten`,
    delete: (author) => `Nachricht von ${author} löschen`,
  },
  copied: 'Kopiert',
  manualCopy: 'Manuell kopieren',
  manualCopyKeys: 'Dieser Browser erlaubt der Seite das Kopieren nicht. Drücke Strg+C, am Mac ⌘C.',
  manualCopyTouch: 'Dieser Browser erlaubt der Seite das Kopieren nicht. Halte den Text gedrückt, um ihn zu kopieren.',
};
