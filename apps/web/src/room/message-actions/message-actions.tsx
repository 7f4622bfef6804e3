import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { roomAddresses } from '../../browser/addresses/browser-room-addresses.ts';
import { copyText } from '../../browser/clipboard.ts';
import { ageOf } from '../../browser/server-clock.ts';
import { letterHash } from '../../browser/addresses/permalinks.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import type { VisibleView } from '../../sync/view/ignored-rows.ts';
import { withPendingReaction } from '../../sync/reactions.ts';
import type { LetterRow } from '../../sync/view/row.ts';
import { DialogBoundary } from '../../ui/dialog-boundary.tsx';
import { rowByKey } from '../../ui/row-elements.ts';
import type { ComposeTarget } from '../composer/compose-target.ts';
import { EmojiPicker } from '../emoji/lazy-emoji-picker.ts';
import { ActionBar, type ActionStep } from './action-bar.tsx';
import { ActionSheet } from './action-sheet.tsx';
import { actionForKey, findActionTarget, type ActionTarget, type MessageAction } from './actions.ts';
import { ManualCopyDialog } from './manual-copy-dialog.tsx';
import { runAction } from './run-action.ts';
import { useHoveredRow } from './use-hovered-row.ts';
import { useLongPressHint } from './use-long-press-hint.ts';
import { usePressedRow } from './use-pressed-row.ts';

/** Shows the actions of the hovered, selected or pressed message, and runs them. */
export const MessageActions = ({ scroller, view, selected, composeTarget, showToast }: MessageActionsProps) => {
  const { messageActions: strings } = useStrings();
  const hovered = useHoveredRow(scroller);
  /** The message whose bar has the focus. */
  const [entered, setEntered] = useState<{ key: string; step: ActionStep }>();
  const focusedBefore = useRef<Element>(null);
  const [manualCopy, setManualCopy] = useState<string>();
  /** The message for which an emoji is picked. */
  const [picking, setPicking] = useState<ActionTarget>();
  const room = { ...view, ageOf };
  const { pressed, clearPressed } = usePressedRow(scroller, (key) => findActionTarget(room, key) !== undefined);
  useLongPressHint(view.rows, () => showToast(strings.longPressHint));
  const target = findActionTarget(room, entered?.key ?? hovered ?? selected);
  const pressedTarget = findActionTarget(room, pressed);

  const closeManualCopy = () => setManualCopy(undefined);
  const copy = async (text: string) => {
    if (await copyText(text)) showToast(strings.copied);
    else setManualCopy(text);
  };
  const copyLink = async ({ letter: { id }, epoch }: LetterRow) =>
    copy(new URL(letterHash({ id, epoch }), await roomAddresses.best()).href);
  const run = (action: MessageAction, { row, message }: ActionTarget) => {
    if (action === 'copy') void copy(message.text);
    else if (action === 'link') void copyLink(row);
    else if (action !== 'react') runAction(composeTarget, action, message);
  };
  const { outbox } = composeTarget;
  const reactionsTo = ({ row, message }: ActionTarget) =>
    withPendingReaction(row.reactions?.list ?? [], outbox.groups().reactions.get(message.mutationId), view.you);
  const react = (emoji: string | undefined, { message }: ActionTarget) => outbox.react(message.mutationId, emoji);
  const enter = (bar: { key: string; step: ActionStep }) => {
    if (!entered) focusedBefore.current = document.activeElement;
    setEntered(bar);
  };
  const restoreFocus = () => {
    const element = focusedBefore.current?.isConnected ? focusedBefore.current : scroller.current;
    if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  };
  const goBack = () => {
    restoreFocus();
    setEntered(undefined);
  };
  /** Runs an action of the bar, or asks in the bar for what the action needs. */
  const start = (action: MessageAction, target: ActionTarget) => {
    const step = STEPS[action];
    if (step) return enter({ key: target.row.key, step });
    if (entered) goBack();
    run(action, target);
  };
  useEffect(() => {
    // So that it is known when a link is copied.
    if (roomAddresses.isLocalOnly) void roomAddresses.best();
  }, []);
  // The message was deleted, or its author was ignored. Its bar disappeared, and the focus with it.
  if (entered && !target) setEntered(undefined);
  const onLeft = useEffectEvent(() => document.activeElement === document.body && restoreFocus());
  useEffect(() => (entered ? () => void onLeft() : undefined), [entered]);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    // Keys act on the selected message, even while the mouse hovers over another.
    const target = findActionTarget(room, selected);
    const isOnRow = event.target === rowByKey(scroller.current, selected);
    if (!target || !isOnRow || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const action = actionForKey(event.key);
    if (event.key === 'Enter') enter({ key: target.row.key, step: 'actions' });
    else if (!action || !target.actions.includes(action)) return;
    else start(action, target);
    event.preventDefault();
  });
  useEffect(() => {
    const mounted = new AbortController();
    scroller.current?.addEventListener('keydown', (event) => onKeyDown(event), { signal: mounted.signal });
    return () => mounted.abort();
  }, [scroller]);
  return (
    <>
      {target && (
        <ActionBar
          key={target.row.key}
          scroller={scroller}
          target={target}
          mode={entered ? 'entered' : hovered ? 'hovered' : 'selected'}
          step={entered?.step ?? 'actions'}
          you={view.you}
          reactions={reactionsTo(target)}
          onAction={(action) => start(action, target)}
          onDelete={() => {
            goBack();
            run('delete', target);
          }}
          onReact={(emoji) => {
            goBack();
            react(emoji, target);
          }}
          onMore={() => {
            goBack();
            setPicking(target);
          }}
          onBack={goBack}
          onLeave={() => setEntered(undefined)}
        />
      )}
      {pressedTarget && (
        <DialogBoundary onClose={clearPressed}>
          <ActionSheet
            target={pressedTarget}
            you={view.you}
            reactions={reactionsTo(pressedTarget)}
            onReact={(emoji) => {
              clearPressed();
              react(emoji, pressedTarget);
            }}
            onMore={() => {
              flushSync(clearPressed);
              setPicking(pressedTarget);
            }}
            onAction={(action) => {
              // A closing sheet restores the focus. It has to close before the action moves the focus.
              flushSync(clearPressed);
              run(action, pressedTarget);
            }}
            onClose={clearPressed}
          />
        </DialogBoundary>
      )}
      {picking && (
        <EmojiPicker
          title={strings.labels.react(picking.message.member.nickname)}
          onPick={(emoji) => react(emoji, picking)}
          onClose={() => setPicking(undefined)}
        />
      )}
      {manualCopy !== undefined && (
        <DialogBoundary onClose={closeManualCopy}>
          <ManualCopyDialog text={manualCopy} onClose={closeManualCopy} />
        </DialogBoundary>
      )}
    </>
  );
};

/** The step that an action needs before it runs. */
const STEPS: Partial<Record<MessageAction, ActionStep>> = { react: 'react', delete: 'confirm-delete' };

export interface MessageActionsProps {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly view: VisibleView;
  /** The key of the row with the focus. */
  readonly selected: string | undefined;
  readonly composeTarget: ComposeTarget;
  /** Shows a short message about what was done. */
  readonly showToast: (text: string) => void;
  /** Called by `lazyOverlay` when this module cannot be loaded. */
  readonly onClose: () => void;
}
