/** What Enter does in the message field, as set: `auto` sends, except on an on-screen keyboard. */
export type EnterKey = 'auto' | 'sends' | 'breaks';

/** A key press that may send the message. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** Whether the key is on an on-screen keyboard. */
  readonly isOnScreen: boolean;
}

/** Whether a key press sends the message: Ctrl+Enter and ⌘+Enter always do, Enter if the setting says so, Shift+Enter never. */
export const sendsMessage = (
  { key, shiftKey, ctrlKey, metaKey, isOnScreen }: KeyPress,
  enterKey: EnterKey,
): boolean => {
  if (key !== 'Enter') return false;
  if (ctrlKey || metaKey) return true;
  // iOS reports its automatic capital at the start of a sentence as Shift.
  if (shiftKey && !isOnScreen) return false;
  return enterSends(enterKey, isOnScreen);
};

/** Whether Enter, without another key, sends. */
export const enterSends = (enterKey: EnterKey, isOnScreen: boolean): boolean =>
  enterKey === 'auto' ? !isOnScreen : enterKey === 'sends';
