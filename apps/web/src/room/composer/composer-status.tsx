import type { Strings } from '../../i18n/en.ts';
import { useStrings } from '../../i18n/use-strings.ts';

/** The counter appears when less than this number of code points is left, and less than this share of the limit. */
const COUNTER_LENGTH = 100;
const COUNTER_SHARE = 0.2;

/** The line below the field: why the text was rejected, and how many characters are left. Announces both to screen readers. */
export const ComposerStatus = ({ problem, saysLength, limit, left, suggestionCount, mode }: ComposerStatusProps) => {
  const { composer } = useStrings();
  const isNearLimit = limit > 0 && left < Math.min(COUNTER_LENGTH, limit * COUNTER_SHARE);
  return (
    <>
      <p className="composer-status" id="composer-status">
        <span role="status" className="problem">
          {problem}
        </span>
        {isNearLimit && !saysLength && <CharacterCounter left={left} />}
      </p>
      <p className="visually-hidden" role="status">
        {suggestionCount > 0
          ? composer.suggestionCount(suggestionCount)
          : isNearLimit
            ? announcedLimit(composer, left)
            : ANNOUNCED_MODES[mode](composer)}
      </p>
    </>
  );
};

interface ComposerStatusProps {
  /** Why the text was rejected; empty if it was not. */
  readonly problem: string;
  /** Whether the problem says how long the text is. */
  readonly saysLength: boolean;
  /** The maximum length, in code points; 0 for no limit. */
  readonly limit: number;
  /** The remaining length, in code points; negative above the limit. */
  readonly left: number;
  readonly suggestionCount: number;
  /** Whether the field holds a message, a reply, or the new text of a message. */
  readonly mode: 'message' | 'reply' | 'edit';
}

const ANNOUNCED_MODES: Record<ComposerStatusProps['mode'], (composer: Strings['composer']) => string> = {
  message: () => '',
  reply: (composer) => composer.replying,
  edit: (composer) => composer.editing,
};

const CharacterCounter = ({ left }: { left: number }) => {
  const { composer } = useStrings();
  return (
    <span className={left < 0 ? 'counter problem' : 'counter'}>
      {left < 0 ? composer.charactersOver(-left) : composer.charactersLeft(left)}
    </span>
  );
};

/** A screen reader announces the counter only at these numbers of remaining code points, not at each keystroke. */
const MILESTONES = [0, 10, 20, 50];

const announcedLimit = (strings: Strings['composer'], left: number) => {
  if (left < 0) return strings.announceTooLong;
  const passed = MILESTONES.find((milestone) => left <= milestone);
  return passed === undefined ? '' : strings.announceLeft(passed);
};
