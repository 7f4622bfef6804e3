import { parseMeAction } from '../text/me-action.ts';
import { systemMessageText } from '../room/timeline/system-message-text.ts';
import type { LetterRow, Row } from '../sync/room-view.ts';
import type { Words } from '../i18n/en.ts';
import { plain } from '../i18n/plain-text.ts';

/**
 * A transcript as a text that people read: a line for each row, with its time in ISO 8601. What goes on below the first line of a message
 * is indented, so that no message can pass for another one; and so is told from an action (`*`) what happened.
 */
export const toText = (rows: readonly Row[], words: Words): string =>
  rows.flatMap((row) => textOf(row, words)).join('');

const textOf = (row: Row, words: Words): string[] => {
  const told = row.type === 'letter' ? messageLine(row, words) : systemLine(row, words);
  const at = row.type === 'letter' ? `${new Date(row.letter.at).toISOString()} ` : '';
  return told === '' ? [] : [`${at}${told.replaceAll('\n', INDENTED)}\n`];
};

const INDENTED = '\n    ';

const messageLine = (row: LetterRow, words: Words): string => {
  const { event } = row.letter;
  if (event.type !== 'said') return systemLine(row, words);
  const { nickname } = event.member;
  if (row.status === 'deleted') return `- ${plain(words.line.deletedBy(nickname))}`;
  const action = parseMeAction(event.text);
  const edited = row.status === 'edited' ? ` (${words.line.edited})` : '';
  return action === undefined ? `${nickname}${edited}: ${event.text}` : `*${edited} ${nickname} ${action}`;
};

/** How it stands with the connection is of no interest any more. */
const systemLine = (row: Row, words: Words): string => {
  if (row.type === 'remark' && row.remark !== 'started-over') return '';
  return `- ${plain(systemMessageText(row, words.transcript, ({ member }) => member.nickname))}`;
};
