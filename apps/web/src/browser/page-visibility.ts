/** Whether the page is visible, at least in part. */
export const isPageVisible = (): boolean => document.visibilityState === 'visible';
