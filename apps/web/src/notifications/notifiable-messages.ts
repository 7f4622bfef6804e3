import type { Member } from '@mailroom/shared';
import { parseMeAction } from '../text/me-action.ts';
import type { Row } from '../sync/room-view.ts';
import { mentionsMember } from '../text/parse-text.ts';
import type { Settings } from '../settings/settings.ts';
import type { LinePlace } from './notifier.ts';

/** A line that its reader wants to be told of. */
export interface TellableLine extends LinePlace {
  readonly nickname: string;
  readonly text: string;
  readonly isMention: boolean;
}

/** The lines among the rows that `you` wants to be told of: by others, not by those whom you ignore. */
export const worthTelling = (rows: readonly Row[], { notify, you, ignored }: WhatIsWorthTelling): TellableLine[] => {
  if (notify === 'nothing') return [];
  return rows.flatMap((row) => {
    if (row.type !== 'letter' || row.letter.event.type !== 'said' || row.isYours || row.status === 'deleted') return [];
    const { member, text } = row.letter.event;
    const isMention = mentionsMember(text, you.nickname);
    if (ignored.has(member.id) || (notify === 'mentions' && !isMention)) return [];
    const action = parseMeAction(text);
    const shown = action === undefined ? text : `${member.nickname} ${action}`;
    return { epoch: row.epoch, id: row.letter.id, nickname: member.nickname, text: shown, isMention };
  });
};

export interface WhatIsWorthTelling {
  readonly notify: Settings['notify'];
  readonly you: Member;
  /** The ids of those whom one ignores. */
  readonly ignored: ReadonlySet<Member['id']>;
}
