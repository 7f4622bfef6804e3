import { useWords } from '../../i18n/use-strings.ts';
import { LimitCounter, limitMilestone } from './character-counter.tsx';

/** From how much of the limit on the counter shows. */
const NEARLY = 0.8;

/** What is said of what stands in the composer: why it was not taken, and how much more it may be. */
export const ComposerSays = ({ why, limit, left, offered, isEditing }: ComposerSaysProps) => {
  const { composer } = useWords();
  const isNearLimit = limit > 0 && left < limit * (1 - NEARLY);
  return (
    <>
      <p className="composer-status" id="composer-status">
        <span role="status" className="problem">
          {why}
        </span>
        {isNearLimit && <LimitCounter left={left} />}
      </p>
      <p className="visually-hidden" role="status">
        {offered > 0
          ? composer.choices(offered)
          : isNearLimit
            ? limitMilestone(composer, left)
            : isEditing && composer.editing}
      </p>
    </>
  );
};

interface ComposerSaysProps {
  readonly why: string;
  /** In code points; 0 for none. */
  readonly limit: number;
  readonly left: number;
  /** How many words there are to choose from. */
  readonly offered: number;
  readonly isEditing: boolean;
}
