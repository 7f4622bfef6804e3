import type { Member } from '@mailroom/shared';
import type { VisibleView } from '../sync/ignored-rows.ts';

/** Who else is writing, as far as this page knows at this moment: what was told before the connection was lost may be long over. */
export const typingMembers = ({ presence, members, you, ignored, connection }: View): Member[] => {
  if (connection.state !== 'live') return [];
  const others = [...presence.writing].filter((id) => id !== you.id && !ignored.has(id));
  return others.flatMap((id) => members.get(id) ?? []);
};

type View = Pick<VisibleView, 'presence' | 'members' | 'you' | 'ignored' | 'connection'>;
