/**
 * Puts a text on the clipboard; answers whether it is there. To be called on a click or key: browsers grant it for nothing else. On plain
 * http, where they have no clipboard for pages, it is copied as by hand.
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
  // One that is typed into would bring up a phone's keyboard, and one that is drawn small would be zoomed in on.
  textarea.readOnly = true;
  textarea.style.cssText = 'position: fixed; inset: 0 auto auto 0; opacity: 0; font-size: 1rem';
  // Beside an open dialog everything is inert, and cannot be selected.
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
