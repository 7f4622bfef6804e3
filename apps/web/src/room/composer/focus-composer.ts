/** Moves the focus to the message field. The caret stays where it was, or goes to the end of the text. */
export const focusComposer = (caret: 'unchanged' | 'end' = 'unchanged') => {
  const field = document.getElementById('message');
  field?.focus();
  if (caret === 'end' && field instanceof HTMLTextAreaElement)
    field.setSelectionRange(field.value.length, field.value.length);
};

/** Returns `action` followed by `focusComposer`, for a button that disappears when it is pressed. */
export const thenFocusComposer =
  <Args extends unknown[]>(action: (...args: Args) => unknown) =>
  (...args: Args) => {
    action(...args);
    focusComposer();
  };
