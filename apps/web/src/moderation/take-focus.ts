/** Focuses a button that takes the place of the pressed one. For `ref`. */
export const takeFocus = (button: HTMLButtonElement | null) => button?.focus();
