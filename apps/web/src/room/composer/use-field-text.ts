import { useLayoutEffect, useRef, type RefObject } from 'react';
import { replaceText, resetText } from '../../browser/replace-text.ts';

/**
 * Keeps the text of a field equal to `text`. React must not do that: by setting the value it would take away what can be undone. A change of the
 * page can be undone like one of the user, unless it empties the field or shows another draft, which `draftKey` names.
 *
 * @returns a function that returns whether the current change event comes from the page
 */
export const useFieldText = (
  field: RefObject<HTMLTextAreaElement | null>,
  { text, draftKey }: { readonly text: string; readonly draftKey: string },
): (() => boolean) => {
  const shownKey = useRef<string>(undefined);
  const isChanging = useRef(false);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    const isSameDraft = shownKey.current === draftKey;
    shownKey.current = draftKey;
    if (element.value === text) return;
    isChanging.current = true;
    if (isSameDraft && text !== '') replaceText(element, text);
    else resetText(element, text);
    isChanging.current = false;
  }, [field, text, draftKey]);
  return () => isChanging.current;
};
