import type { Member, Reaction } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import { Space } from '../../ui/space.tsx';

/** The names of the members who reacted to a message: a line for each emoji. */
export const ReactionNames = ({ reactions, you }: ReactionNamesProps) => {
  const { message } = useStrings();
  if (reactions.length === 0) return null;
  const groups = Map.groupBy(reactions, ({ emoji }) => emoji);
  return (
    <div className="reaction-names">
      {Array.from(groups, ([emoji, group]) => (
        <p key={emoji}>
          <span translate="no">{emoji}</span>
          {group.map(({ member }, index) => (
            <span key={member.id}>
              {index > 0 && <span>,</span>}
              <Space />
              {member.id === you.id ? <span>{message.you}</span> : <bdi translate="no">{member.nickname}</bdi>}
            </span>
          ))}
        </p>
      ))}
    </div>
  );
};

interface ReactionNamesProps {
  readonly reactions: readonly Reaction[];
  readonly you: Member;
}
