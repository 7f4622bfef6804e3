import type { Member } from '@mailroom/shared';
import type { VisibleView } from '../../sync/view/ignored-rows.ts';

/** Returns the other members who are typing, without the ignored ones. Empty without a connection: the presence may be outdated. */
export const typingMembers = ({ presence, members, you, ignored, connection }: View): Member[] => {
  if (connection.state !== 'live') return [];
  const others = [...presence.typing].filter((id) => id !== you.id && !ignored.has(id));
  return others.flatMap((id) => members.get(id) ?? []);
};

type View = Pick<VisibleView, 'presence' | 'members' | 'you' | 'ignored' | 'connection'>;
