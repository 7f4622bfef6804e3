import type { Member } from '@mailroom/shared';
import type { Settings } from '../settings/settings.ts';
import type { LetterRow, Row } from '../sync/view/row.ts';
import { parseMeAction } from '../text/me-action.ts';
import type { Members } from '../text/mentions.ts';
import { mentionsMember } from '../text/markup/parse-text.ts';
import { textWithoutMarkers } from '../text/markup/text-without-markers.ts';
import type { MessageRef } from './notifier.ts';

/** A message with what its notification shows. */
export interface NotifiableMessage extends MessageRef {
  readonly nickname: string;
  readonly text: string;
  /** Whether the message mentions the reader, or replies to one of theirs. */
  readonly isMention: boolean;
  /** Whether it is such a reply. */
  readonly isReply: boolean;
}

/** Selects the messages that `you` wants to be notified of. Excludes your own, deleted ones, and those of ignored members. */
export const notifiableMessages = (
  rows: readonly Row[],
  { notify, you, members, ignored, isReplyToYou }: NotificationFilter,
): NotifiableMessage[] => {
  if (notify === 'nothing') return [];
  return rows.flatMap((row) => {
    if (row.type !== 'letter' || row.letter.event.type !== 'said' || row.isYours || row.status === 'deleted') return [];
    const { member, text } = row.letter.event;
    const isReply = isReplyToYou(row);
    const isMention = isReply || mentionsMember(text, you.nickname, members);
    if (ignored.has(member.id) || (notify === 'mentions' && !isMention)) return [];
    const action = parseMeAction(text);
    // The star is that of the transcript.
    const body = action === undefined ? textWithoutMarkers(text) : `* ${member.nickname} ${textWithoutMarkers(action)}`;
    return { epoch: row.epoch, id: row.letter.id, nickname: member.nickname, text: body, isMention, isReply };
  });
};

export interface NotificationFilter {
  readonly notify: Settings['notify'];
  readonly you: Member;
  /** The members of the room. Their nicknames decide where a mention ends. */
  readonly members: Members;
  /** The ids of ignored members. */
  readonly ignored: ReadonlySet<Member['id']>;
  /** Whether the row is a reply to a message of the reader. */
  readonly isReplyToYou: (row: LetterRow) => boolean;
}
