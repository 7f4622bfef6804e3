import type { Row } from '../sync/room-view.ts';
import type { Words } from '../i18n/en.ts';
import { toJsonLines } from './to-json-lines.ts';
import { toText } from './to-text.ts';

/** As what a transcript can be saved. */
export type TranscriptFormat = 'text' | 'json-lines';

/** Saves the rows as a file, which the browser takes from the page itself. */
export const saveTranscript = (format: TranscriptFormat, rows: readonly Row[], words: Words) => {
  const { ending, type, written } = {
    text: { ending: 'txt', type: 'text/plain', written: () => toText(rows, words) },
    'json-lines': { ending: 'jsonl', type: 'application/jsonl', written: () => toJsonLines(rows) },
  }[format];
  const href = URL.createObjectURL(new Blob([written()], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement('a'), { href, download: `mailroom-${today()}.${ending}` }).click();
  // Some browsers begin to read it only after this.
  setTimeout(() => URL.revokeObjectURL(href), A_WHILE_MS);
};

const A_WHILE_MS = 60_000;

/** The reader's day: "2026-11-22". */
const today = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};
