import type { Strings } from '../i18n/en.ts';
import { toPlainText } from '../i18n/plain-text.ts';
import { systemMessageText } from '../room/timeline/system-message-text.ts';
import type { LetterRow, Row } from '../sync/view/row.ts';
import { parseMeAction } from '../text/me-action.ts';

/**
 * Exports a transcript as readable text: a line for each row, with its time in ISO 8601 (UTC). System messages start with `-`, actions with
 * `*`. The further lines of a message are indented, so that its text cannot imitate another message.
 */
export const toText = (rows: readonly Row[], strings: Strings): string =>
  rows.map((row) => rowText(row, strings)).join('');

const rowText = (row: Row, strings: Strings): string => {
  const line = row.type === 'letter' ? messageLine(row, strings) : systemLine(row, strings);
  const time = row.type === 'letter' ? `${new Date(row.letter.at).toISOString()} ` : '';
  return line === '' ? '' : `${time}${line.replaceAll('\n', INDENTED)}\n`;
};

const INDENTED = '\n    ';

const messageLine = (row: LetterRow, strings: Strings): string => {
  const { event } = row.letter;
  if (event.type !== 'said') return systemLine(row, strings);
  const { nickname } = event.member;
  if (row.status === 'deleted') return `- ${toPlainText(strings.message.deletedBy(nickname))}`;
  const action = parseMeAction(event.text);
  const edited = row.status === 'edited' ? ` (${strings.message.edited})` : '';
  return action === undefined ? `${nickname}${edited}: ${event.text}` : `*${edited} ${nickname} ${action}`;
};

/** Empty for notices about the connection. */
const systemLine = (row: Row, strings: Strings): string => {
  if (row.type === 'notice' && row.notice !== 'room-restarted') return '';
  return `- ${toPlainText(systemMessageText(row, strings.transcript, ({ member }) => member.nickname))}`;
};
