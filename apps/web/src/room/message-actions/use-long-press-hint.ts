import { useEffect, useEffectEvent } from 'react';
import { isPageVisible } from '../../browser/page-visibility.ts';
import { hasOnScreenKeyboard } from '../../browser/keyboard/on-screen-keyboard.ts';
import { longPressHintShown } from '../../browser/storage/storage.ts';
import { isMessageFromOthers } from '../../sync/view/ignored-rows.ts';
import type { VisibleRow } from '../../sync/view/row.ts';

/** Calls `onHint` on a touch screen, once per browser, when the transcript has a message from someone else. */
export const useLongPressHint = (rows: readonly VisibleRow[], onHint: () => void) => {
  const showHint = useEffectEvent(onHint);
  useEffect(() => {
    if (!hasOnScreenKeyboard() || !isPageVisible() || longPressHintShown.read() || !rows.some(isMessageFromOthers))
      return;
    longPressHintShown.write('yes');
    showHint();
  }, [rows]);
};
