import type { Member, Reaction } from '@mailroom/shared';
import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { useStrings } from '../../i18n/use-strings.ts';
import { Timestamp } from '../../ui/timestamp.tsx';
import { ActionIcon } from './action-icon.tsx';
import { shortcutOf, type ActionTarget, type MessageAction } from './actions.ts';
import { ConfirmDelete } from './confirm-delete.tsx';
import { QuickReactions } from './quick-reactions.tsx';
import { ReactionNames } from './reaction-names.tsx';
import { useRowAnchor } from './use-row-anchor.ts';

/**
 * The toolbar at the end of the hovered or selected message. Tab skips it: Enter on a selected message moves the focus into it, the arrow
 * keys move between its buttons, and Escape moves the focus back.
 */
export const ActionBar = ({ scroller, target, mode, step, you, reactions, ...on }: ActionBarProps) => {
  const { messageActions: strings, help } = useStrings();
  const bar = useRef<HTMLDivElement>(null);
  const author = target.message.member.nickname;
  const isEntered = mode === 'entered';
  useRowAnchor(bar, scroller, target.row.key);
  useEffect(() => {
    if (isEntered) bar.current?.querySelector<HTMLElement>(FIRST_BUTTON[step])?.focus();
  }, [isEntered, step]);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const nextIndex = NEXT_INDEX[event.key];
    if (event.key === 'Escape') on.onBack();
    else if (nextIndex) {
      const index = buttons.findIndex((button) => button === event.target);
      buttons.at(nextIndex(index) % buttons.length)?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons take the focus
    <div
      ref={bar}
      className={`action-bar ${mode}${step === 'react' ? ' reacting' : ''}`}
      role="toolbar"
      aria-label={strings.messageFrom(author)}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }: FocusEvent) => {
        if (document.hasFocus() && !currentTarget.contains(relatedTarget)) on.onLeave();
      }}
      // A click with the mouse must not take the focus from the composer.
      onMouseDown={(event) => event.preventDefault()}
    >
      {step === 'react' ? (
        <>
          <QuickReactions reactions={reactions} you={you} tabIndex={-1} onPick={on.onReact} onMore={on.onMore} />
          <ReactionNames reactions={reactions} you={you} />
        </>
      ) : step === 'confirm-delete' ? (
        <ConfirmDelete tabIndex={-1} onDelete={() => on.onDelete()} onCancel={on.onBack} />
      ) : (
        <>
          <Timestamp at={target.row.letter.at} />
          {target.actions.map((action) => (
            <button
              key={action}
              type="button"
              tabIndex={-1}
              aria-label={strings.labels[action](author)}
              title={`${strings[action]} · ${action === 'delete' ? help.keys.delete : shortcutOf(action)}`}
              onClick={() => on.onAction(action)}
            >
              <ActionIcon action={action} />
            </button>
          ))}
        </>
      )}
    </div>
  );
};

const FIRST_BUTTON: Record<ActionStep, string> = {
  actions: 'button',
  'confirm-delete': '.confirm-delete button',
  react: '.quick-reaction',
};

const NEXT_INDEX: Record<string, (index: number) => number> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  Home: () => 0,
  End: () => -1,
};

/** The content of the bar: the actions, or the choices of one action. */
export type ActionStep = 'actions' | 'confirm-delete' | 'react';

interface ActionBarProps {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly target: ActionTarget;
  /** Why the bar is visible: it has the focus, or its message is hovered or selected. */
  readonly mode: 'entered' | 'hovered' | 'selected';
  readonly step: ActionStep;
  readonly you: Member;
  /** The reactions to the message. */
  readonly reactions: readonly Reaction[];
  readonly onAction: (action: MessageAction) => void;
  /** Called when the deletion was confirmed. */
  readonly onDelete: () => void;
  /** Called with the chosen emoji, or with undefined to withdraw the reaction. */
  readonly onReact: (emoji: string | undefined) => void;
  /** Called to choose among all emoji. */
  readonly onMore: () => void;
  /** Called to move the focus back to where it was before. */
  readonly onBack: () => void;
  /** Called when the focus left the bar. */
  readonly onLeave: () => void;
}
