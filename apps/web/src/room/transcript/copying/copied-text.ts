import type { Strings } from '../../../i18n/en.ts';
import { toPlainText } from '../../../i18n/plain-text.ts';
import type { TimeFormat } from '../../../i18n/time-format.ts';
import type { OutboxChange, OutboxEntry } from '../../../sync/outbox-entry.ts';
import { mutationIdOf, type LetterRow, type Row } from '../../../sync/view/row.ts';
import { parseMeAction } from '../../../text/me-action.ts';
import type { Entry } from '../../timeline/entries.ts';
import { memberNames } from '../../timeline/member-names.ts';
import { membershipOutcomes } from '../../timeline/membership-outcomes.ts';
import { systemMessageText } from '../../timeline/system-message-text.ts';

/** One piece of the transcript as it is copied: a message, or a system row such as a date or a join. */
export interface CopiedItem {
  /** The nickname and the time. Empty for a system row, and if only the text of a message is selected. */
  readonly header: string;
  /** The star and the nickname before a `/me` action. */
  readonly actor: string;
  /** The source of a message, with its markers, or of its selected part. */
  readonly text: string;
}

/** The context of the copied text, besides the entries. */
export interface CopyContext {
  readonly strings: Strings;
  readonly locale: string;
  readonly times: Pick<TimeFormat, 'timeOfDay' | 'dayName'>;
  /** In ms since 1970, for the names of days. */
  readonly now: number;
  /** The edits and deletions that the outbox has, by the mutation id of their message. */
  readonly changes: ReadonlyMap<string, OutboxChange>;
  /** Whether the transcript shows these rows, which it collapses at first. */
  readonly isExpanded: (rows: readonly LetterRow[]) => boolean;
}

/** Returns what an entry shows, from top to bottom. Of collapsed rows, that is their summary. */
export const copiedItems = (entry: Entry, context: CopyContext): readonly CopiedItem[] => {
  const { strings, times, now, isExpanded } = context;
  switch (entry.type) {
    case 'day':
      return [systemItem(times.dayName(entry.at, now))];
    case 'unread':
      return [systemItem(strings.transcript.unreadSeparator)];
    case 'row':
      return [rowItem(entry.row, context)];
    case 'membership':
    case 'ignored': {
      const { rows } = entry;
      const summary =
        entry.type === 'ignored' ? strings.transcript.ignoredMessages(rows.length) : membershipText(rows, context);
      return [systemItem(summary), ...(isExpanded(rows) ? rows.map((row) => rowItem(row, context)) : [])];
    }
  }
};

/** Returns what the transcript shows of an unsent message. Nothing for other entries of the outbox. */
export const pendingItems = (
  entry: OutboxEntry,
  { nickname, strings: { message } }: { readonly nickname: string; readonly strings: Strings },
): readonly CopiedItem[] => {
  if (entry.type !== 'send') return [];
  const state = entry.state === 'failed' ? message.notSent : message.sending;
  return [messageItem(nickname, `${nickname} (${state})`, entry.text)];
};

/** Joins what is copied: the header of a message on a line of its own, and an empty line between messages. */
export const toCopiedText = (items: readonly CopiedItem[]): string =>
  items
    .map(({ header, actor, text }) => [header, actor + text].filter((each) => each !== '').join('\n'))
    .filter((each) => each !== '')
    .join('\n\n');

/** Whether an item is a message with its header. */
export const isWholeMessage = ({ header }: CopiedItem): boolean => header !== '';

const systemItem = (text: string): CopiedItem => ({ header: '', actor: '', text });

const messageItem = (nickname: string, header: string, text: string): CopiedItem => {
  const action = parseMeAction(text);
  return action === undefined ? { header, actor: '', text } : { header, actor: `* ${nickname} `, text: action };
};

const rowItem = (row: Row, context: CopyContext): CopiedItem => {
  const { strings, times, changes } = context;
  const time = row.type === 'letter' ? times.timeOfDay(row.letter.at) : '';
  if (row.type !== 'letter' || row.letter.event.type !== 'said') {
    const text = toPlainText(systemMessageText(row, strings.transcript, ({ member }) => member.nickname));
    return systemItem(time === '' ? text : `${text} ${time}`);
  }
  const { member, text } = row.letter.event;
  const header = `${member.nickname} ${time}`;
  if (row.status === 'deleted') {
    const deleted = row.isYours ? strings.message.youDeleted : strings.message.deletedBy(member.nickname);
    return { header, actor: '', text: toPlainText(deleted) };
  }
  const change = changes.get(mutationIdOf(row) ?? '');
  const isEdited = change?.type === 'edit' && change.state !== 'failed';
  return messageItem(member.nickname, header, isEdited ? change.text : text);
};

const membershipText = (rows: readonly LetterRow[], { strings, locale }: CopyContext): string =>
  [...membershipOutcomes(rows)]
    .map(([outcome, members]) => {
      const names = memberNames(members, { locale, strings: strings.transcript }).map(({ text }) => text);
      return toPlainText(strings.transcript.membership[outcome](names.join(''), members.length));
    })
    .join(' ');
