import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import { useWords } from '../words/use-words.ts';
import { DeedIcon } from './deed-icon.tsx';
import { keyOf, type Deed } from './deeds.ts';
import { Postmarked } from './postmarked.tsx';

/**
 * What can be done with the line that is pointed at or selected: a row of buttons at its end. Tab passes it by; Enter on a selected line
 * leads in, the arrows go along it, Escape leads back.
 */
export const DeedBar = ({ bar, isFor, deeds, author, at, onDeed, onBack, onLeave }: DeedBarProps) => {
  const words = useWords().deeds;
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const step = STEPS[event.key];
    if (event.key === 'Escape') onBack();
    else if (step) buttons.at(step(buttons.findIndex((each) => each === event.target)) % buttons.length)?.focus();
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons take the focus
    <div
      ref={bar}
      className={`deed-bar ${isFor}`}
      role="toolbar"
      aria-label={words.lineBy(author)}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }: FocusEvent) => {
        if (document.hasFocus() && !currentTarget.contains(relatedTarget)) onLeave();
      }}
      // Whoever presses here with the mouse goes on writing where they wrote.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Postmarked at={at} />
      {deeds.map((deed) => (
        <button
          key={deed}
          type="button"
          tabIndex={-1}
          aria-label={words.named[deed](author)}
          title={`${words[deed]} · ${keyOf(deed)}`}
          onClick={() => onDeed(deed)}
        >
          <DeedIcon deed={deed} />
        </button>
      ))}
    </div>
  );
};

const STEPS: Record<string, (from: number) => number> = {
  ArrowLeft: (from) => from - 1,
  ArrowRight: (from) => from + 1,
  Home: () => 0,
  End: () => -1,
};

interface DeedBarProps {
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly isFor: 'entered' | 'pointed' | 'selected';
  readonly deeds: readonly Deed[];
  readonly author: string;
  readonly at: number;
  readonly onDeed: (deed: Deed) => void;
  /** Back to the line. */
  readonly onBack: () => void;
  /** The focus went elsewhere. */
  readonly onLeave: () => void;
}
