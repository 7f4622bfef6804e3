import { textDifference } from './text-difference.ts';

/**
 * Replaces the text of a field by a command of the browser, like typing: undo and redo go back and forth over it. A caret after what changes stays
 * at its place in the text; any other goes to the end of what changed. A field without the focus, or a browser without the command, gets the
 * text all the same, and loses what could be undone.
 */
export const replaceText = (field: HTMLTextAreaElement, text: string) => {
  const { start, end, inserted } = textDifference(field.value, text);
  if (start === end && inserted === '') return;
  // Safari would give the focus to a field whose selection is set.
  if (document.activeElement !== field) return resetText(field, text);
  const caret = field.selectionEnd;
  const newCaret = caret < end ? start + inserted.length : text.length - (field.value.length - caret);
  // A jump of the caret begins a new step of undo: otherwise Chromium joins it with the typing before.
  field.setSelectionRange(0, 0);
  field.setSelectionRange(start, end);
  runCommand(inserted);
  if (field.value !== text) resetText(field, text);
  field.setSelectionRange(newCaret, newCaret);
};

/** Replaces the text of a field. Nothing from before can be undone. */
export const resetText = (field: HTMLTextAreaElement, text: string) => {
  field.value = text;
};

/** Replaces the selection in the focused field. */
const runCommand = (inserted: string) => {
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- the only way to change a text so that it can be undone
    document.execCommand(inserted === '' ? 'delete' : 'insertText', false, inserted);
  } catch {
    // The browser does not have the command.
  }
};
