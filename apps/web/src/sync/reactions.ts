import type { Member, Reaction } from '@mailroom/shared';
import type { OutboxReaction } from './outbox-entry.ts';

/** The nicknames of those who reacted, in that order. */
export const namesOf = (reactions: readonly Reaction[], you: Member, youLabel: string): string =>
  reactions.map(({ member }) => (member.id === you.id ? youLabel : member.nickname)).join(', ');

/** The reactions to a message as they will be after what the outbox has for it, unless the room refused that. */
export const withPendingReaction = (
  reactions: readonly Reaction[],
  pending: OutboxReaction | undefined,
  you: Member,
): readonly Reaction[] => {
  if (!pending || pending.state === 'failed') return reactions;
  const { emoji } = pending;
  const before = reactions.find(({ member }) => member.id === you.id);
  if (before?.emoji === emoji) return reactions;
  const others = reactions.filter((reaction) => reaction !== before);
  return emoji === undefined ? others : [...others, { emoji, member: you }];
};

/** The emoji with which this member reacted, if they did. */
export const reactionOf = (reactions: readonly Reaction[], { id }: Member): string | undefined =>
  reactions.find(({ member }) => member.id === id)?.emoji;
