import { serverClock } from '../browser/server-clock.ts';
import type { Strings } from '../i18n/en.ts';
import type { RoomView } from '../sync/view/room-view.ts';
import { summarize, summaryJson, summaryText } from './summary.ts';
import { toJsonLines } from './to-json-lines.ts';
import { toText } from './to-text.ts';

/** The formats in which a transcript can be saved. */
export type TranscriptFormat = 'text' | 'json-lines';

/** Starts a download of the transcript, as a file that the page creates. It begins with what it holds. */
export const saveTranscript = (
  format: TranscriptFormat,
  view: Pick<RoomView, 'rows' | 'older' | 'epoch' | 'replayedRows'>,
  strings: Strings,
) => {
  const { rows } = view;
  const [summary, now] = [summarize(view), serverClock.now()];
  const { extension, type, serialize } = {
    text: {
      extension: 'txt',
      type: 'text/plain',
      serialize: () => summaryText(summary, now, strings) + toText(view, strings),
    },
    'json-lines': {
      extension: 'jsonl',
      type: 'application/jsonl',
      serialize: () => summaryJson(summary, now) + toJsonLines(rows),
    },
  }[format];
  const href = URL.createObjectURL(new Blob([serialize()], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement('a'), { href, download: `mailroom-${localDate(now)}.${extension}` }).click();
  // Some browsers read the file only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_AFTER_MS);
};

const REVOKE_AFTER_MS = 60_000;

/** The date in the local time zone, such as "2026-11-22". `at` is in ms since 1970. */
const localDate = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
