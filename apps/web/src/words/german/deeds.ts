import type { Words } from '../english.ts';

/** What can be done with a line. */
export const deeds: Words['deeds'] = {
  lineBy: (author) => `Zeile von ${author}`,
  copy: 'Kopieren',
  quote: 'Zitieren',
  mention: 'Ansprechen',
  link: 'Adresse kopieren',
  named: {
    copy: (author) => `Zeile von ${author} kopieren`,
    quote: (author) => `Zeile von ${author} zitieren`,
    mention: (author) => `${author} ansprechen`,
    link: (author) => `Adresse der Zeile von ${author} kopieren`,
  },
  copied: 'Kopiert.',
  copyByKeys: 'Dieser Browser lässt Seiten nicht kopieren. Drück Strg+C, auf einem Mac ⌘C.',
  copyByTouch: 'Dieser Browser lässt Seiten nicht kopieren. Halte den Text gedrückt, um ihn zu kopieren.',
  close: 'Schließen',
};
