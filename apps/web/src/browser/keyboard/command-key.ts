/** Whether shortcuts are pressed with ⌘ where other systems have Ctrl. */
export const hasCommandKey = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
