/** Whether this page can be seen. Whether somebody sits before it, nobody can know. */
export const isLookedAt = (): boolean => document.visibilityState === 'visible';
