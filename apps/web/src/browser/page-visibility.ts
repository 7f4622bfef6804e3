/** Whether this page can be seen. Whether somebody sits before it, nobody can know. */
export const isPageVisible = (): boolean => document.visibilityState === 'visible';
