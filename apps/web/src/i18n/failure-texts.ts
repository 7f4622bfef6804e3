import type { Language } from './language.ts';

/**
 * What the page says of a piece that it cannot show. Part of the main bundle in every language, and without any formatting, so that it works
 * when the strings do not.
 */
export const failureTexts: Record<Language, FailureTexts> = {
  en: {
    pieces: {
      page: 'Mailroom ran into an error.',
      room: 'The room can’t be shown because of an error.',
      transcript: 'The conversation can’t be shown because of an error.',
      row: 'This entry can’t be shown because of an error.',
      composer: 'The message field can’t be shown because of an error.',
      roster: 'The list of people can’t be shown because of an error.',
      dialog: 'This window can’t be shown because of an error.',
      overlay: 'Part of this page stopped working because of an error.',
    },
    reload: 'Reload',
    close: 'Close',
  },
  de: {
    pieces: {
      page: 'In Mailroom ist ein Fehler aufgetreten.',
      room: 'Der Raum kann wegen eines Fehlers nicht angezeigt werden.',
      transcript: 'Die Unterhaltung kann wegen eines Fehlers nicht angezeigt werden.',
      row: 'Dieser Eintrag kann wegen eines Fehlers nicht angezeigt werden.',
      composer: 'Das Nachrichtenfeld kann wegen eines Fehlers nicht angezeigt werden.',
      roster: 'Die Liste der Personen kann wegen eines Fehlers nicht angezeigt werden.',
      dialog: 'Dieses Fenster kann wegen eines Fehlers nicht angezeigt werden.',
      overlay: 'Ein Teil der Seite funktioniert wegen eines Fehlers nicht mehr.',
    },
    reload: 'Neu laden',
    close: 'Schließen',
  },
};

interface FailureTexts {
  readonly pieces: Readonly<
    Record<'page' | 'room' | 'transcript' | 'row' | 'composer' | 'roster' | 'dialog' | 'overlay', string>
  >;
  readonly reload: string;
  readonly close: string;
}
