import type { Strings } from '../i18n/en.ts';
import { toPlainText } from '../i18n/plain-text.ts';
import { systemMessageText } from '../room/timeline/system-message-text.ts';
import { createMessageIndex, type MessageIndex } from '../sync/view/message-index.ts';
import type { RoomView } from '../sync/view/room-view.ts';
import type { LetterRow, Row } from '../sync/view/row.ts';
import { parseMeAction } from '../text/me-action.ts';

/**
 * Exports a transcript as readable text: a line for each row, with its time in ISO 8601 (UTC). System messages start with `-`, actions with
 * `*`. The further lines of a message are indented, so that its text cannot imitate another message. A reply names the author of the message
 * that it replies to, and that message by its time; reactions follow their message on an indented line of their own.
 */
export const toText = (view: Pick<RoomView, 'rows' | 'epoch' | 'replayedRows'>, strings: Strings): string => {
  const messages = createMessageIndex(view);
  return view.rows.map((row) => rowText(row, { strings, messages })).join('');
};

interface TextContext {
  readonly strings: Strings;
  readonly messages: MessageIndex;
}

const rowText = (row: Row, context: TextContext): string => {
  const line = row.type === 'letter' ? messageLine(row, context) : systemLine(row, context.strings);
  const time = row.type === 'letter' ? `${new Date(row.letter.at).toISOString()} ` : '';
  return line === '' ? '' : `${time}${line.replaceAll('\n', INDENTED)}\n`;
};

const INDENTED = '\n    ';

const messageLine = (row: LetterRow, { strings, messages }: TextContext): string => {
  const { event } = row.letter;
  if (event.type !== 'said') return systemLine(row, strings);
  const { nickname } = event.member;
  if (row.status === 'deleted') return `- ${toPlainText(strings.message.deletedBy(nickname))}`;
  const action = parseMeAction(event.text);
  const edited = row.status === 'edited' ? ` (${strings.message.edited})` : '';
  const reply =
    event.replyTo === undefined
      ? ''
      : ` (${replyText({ id: event.replyTo, epoch: row.epoch }, { strings, messages })})`;
  const body =
    action === undefined ? `${nickname}${edited}${reply}: ${event.text}` : `*${edited}${reply} ${nickname} ${action}`;
  return body + reactionsText(row);
};

const replyText = (letter: { id: number; epoch: string }, { strings: { message }, messages }: TextContext): string => {
  const original = messages.byLetter(letter);
  if (!original) return message.inReplyToEarlier;
  return `${message.inReplyTo} ${original.event.member.nickname}, ${new Date(original.row.letter.at).toISOString()}`;
};

const reactionsText = ({ reactions }: LetterRow): string => {
  const groups = Map.groupBy(reactions?.list ?? [], ({ emoji }) => emoji);
  const texts = Array.from(
    groups,
    ([emoji, group]) => `${emoji} ${group.map(({ member }) => member.nickname).join(', ')}`,
  );
  return texts.length === 0 ? '' : `\n${texts.join('; ')}`;
};

/** Empty for notices about the connection. */
const systemLine = (row: Row, strings: Strings): string => {
  if (row.type === 'notice' && row.notice !== 'room-restarted') return '';
  return `- ${toPlainText(systemMessageText(row, strings.transcript, ({ member }) => member.nickname))}`;
};
