/** A device with its actions, as in WebDriver (https://www.w3.org/TR/webdriver2/#actions), which both protocols share. */
export type InputSource =
  | { readonly type: 'key'; readonly id: string; readonly actions: readonly KeyAction[] }
  | {
      readonly type: 'pointer';
      readonly id: string;
      readonly parameters: { readonly pointerType: 'mouse' | 'touch' };
      readonly actions: readonly PointerAction[];
    };

interface KeyAction {
  readonly type: 'keyDown' | 'keyUp';
  readonly value: string;
}

type PointerAction =
  | { readonly type: 'pointerMove'; readonly x: number; readonly y: number }
  | { readonly type: 'pointerDown' | 'pointerUp'; readonly button: 0 };

/** A place in the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The code points that stand for keys in WebDriver. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

const keyboard = (actions: readonly KeyAction[]): InputSource => ({ type: 'key', id: 'keyboard', actions });

const mouse = (actions: readonly PointerAction[]): InputSource => ({
  type: 'pointer',
  id: 'mouse',
  parameters: { pointerType: 'mouse' },
  actions,
});

/** Types a text key by key. */
export const typeText = (text: string): InputSource =>
  keyboard(
    Array.from(text, (value) => [{ type: 'keyDown', value } as const, { type: 'keyUp', value } as const]).flat(),
  );

/** Presses keys at once, such as `Shift+Enter`: the first is held until the last is released. */
export const pressKeys = (chord: string): InputSource => {
  const values = chord.split('+').map((key) => KEYS[key] ?? key);
  return keyboard([
    ...values.map((value) => ({ type: 'keyDown', value }) as const),
    ...values.toReversed().map((value) => ({ type: 'keyUp', value }) as const),
  ]);
};

/** Moves the mouse to a point. */
export const moveMouse = (to: Point): InputSource => mouse([{ type: 'pointerMove', ...to }]);

/** Clicks with the mouse at a point. */
export const clickMouse = (at: Point): InputSource =>
  mouse([
    { type: 'pointerMove', ...at },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ]);

const finger = (actions: readonly PointerAction[]): InputSource => ({
  type: 'pointer',
  id: 'finger',
  parameters: { pointerType: 'touch' },
  actions,
});

/** Puts a finger on a point. */
export const putFinger = (at: Point): InputSource =>
  finger([
    { type: 'pointerMove', ...at },
    { type: 'pointerDown', button: 0 },
  ]);

/** Lifts the finger. */
export const liftFinger = (): InputSource => finger([{ type: 'pointerUp', button: 0 }]);
