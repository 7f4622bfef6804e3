/** The focus goes where one writes: where the caret was, or to the end of what stands there. */
export const focusComposer = (caret: 'as-it-was' | 'end' = 'as-it-was') => {
  const field = document.getElementById('message');
  field?.focus();
  if (caret === 'end' && field instanceof HTMLTextAreaElement)
    field.setSelectionRange(field.value.length, field.value.length);
};
