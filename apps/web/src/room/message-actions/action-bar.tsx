import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { useWords } from '../../i18n/use-strings.ts';
import { AskDelete } from './confirm-delete.tsx';
import { DeedIcon } from './action-icon.tsx';
import { keyOf, type Deed } from './actions.ts';
import type { LineAtHand } from './message-actions.tsx';
import { Timestamp } from '../../ui/timestamp.tsx';
import { useBesideRow } from './use-row-anchor.ts';

/**
 * What can be done with the line that is pointed at or selected: a row of buttons at its end. Tab passes it by; Enter on a selected line
 * leads in, the arrows go along it, Escape leads back.
 */
export const DeedBar = ({ scroller, line, isFor, isAsking, onAsk, onDeed, onBack, onLeave }: DeedBarProps) => {
  const { deeds: words, help } = useWords();
  const bar = useRef<HTMLDivElement>(null);
  const author = line.said.member.nickname;
  const isEntered = isFor === 'entered';
  useBesideRow(bar, scroller, line.row.key);
  useEffect(() => {
    if (isEntered) bar.current?.querySelector<HTMLElement>(isAsking ? '.confirm-delete button' : 'button')?.focus();
  }, [isEntered, isAsking]);
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
      className={`action-bar ${isFor}`}
      role="toolbar"
      aria-label={words.messageBy(author)}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }: FocusEvent) => {
        if (document.hasFocus() && !currentTarget.contains(relatedTarget)) onLeave();
      }}
      // Whoever presses here with the mouse goes on writing where they wrote.
      onMouseDown={(event) => event.preventDefault()}
    >
      {isAsking ? (
        <AskDelete tabIndex={-1} onDelete={() => onDeed('delete')} onKeep={onBack} />
      ) : (
        <>
          <Timestamp at={line.row.letter.at} />
          {line.deeds.map((deed) => (
            <button
              key={deed}
              type="button"
              tabIndex={-1}
              aria-label={words.named[deed](author)}
              title={`${words[deed]} · ${deed === 'delete' ? help.keys.delete : keyOf(deed)}`}
              onClick={() => (deed === 'delete' ? onAsk() : onDeed(deed))}
            >
              <DeedIcon deed={deed} />
            </button>
          ))}
        </>
      )}
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
  readonly scroller: RefObject<HTMLElement | null>;
  readonly line: LineAtHand;
  readonly isFor: 'entered' | 'pointed' | 'selected';
  /** Whether it asks if the line is to go. */
  readonly isAsking: boolean;
  readonly onAsk: () => void;
  readonly onDeed: (deed: Deed) => void;
  /** Back to where the focus was. */
  readonly onBack: () => void;
  /** The focus went elsewhere. */
  readonly onLeave: () => void;
}
