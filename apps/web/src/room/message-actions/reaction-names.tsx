import type { Member, Reaction } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import { namesOf } from '../../sync/reactions.ts';
import { Space } from '../../ui/space.tsx';

/** Who reacted to a message: a line for each emoji. */
export const ReactionNames = ({ reactions, you }: ReactionNamesProps) => {
  const { message } = useStrings();
  const groups = Map.groupBy(reactions, ({ emoji }) => emoji);
  return Array.from(groups, ([emoji, group]) => (
    <p key={emoji} className="reaction-names">
      <span translate="no">{emoji}</span>
      <Space />
      <span>{namesOf(group, you, message.you)}</span>
    </p>
  ));
};

interface ReactionNamesProps {
  readonly reactions: readonly Reaction[];
  readonly you: Member;
}
