/**
 * Copies a text to the clipboard. Call it in a click or key handler: browsers refuse it anywhere else. On plain HTTP, where pages have no
 * clipboard, it falls back to `document.execCommand`.
 *
 * @returns whether the text is on the clipboard
 */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyWithExecCommand(text);
  }
};

const copyWithExecCommand = (text: string): boolean => {
  const focused = document.activeElement;
  const textarea = document.createElement('textarea');
  textarea.value = text;
  // An editable one would open the keyboard of a phone, and Safari zooms in on a small font.
  textarea.readOnly = true;
  textarea.style.cssText = 'position: fixed; inset: 0 auto auto 0; opacity: 0; font-size: 1rem';
  // Outside an open modal dialog everything is inert, and cannot be selected.
  (document.querySelector('dialog:modal') ?? document.body).append(textarea);
  textarea.select();
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- the only way where there is no clipboard
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    textarea.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
};
