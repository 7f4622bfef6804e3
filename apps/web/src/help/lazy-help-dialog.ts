import { lazyOverlay } from '../ui/lazy-overlay.tsx';

/** The help, loaded when it is first opened. */
export const HelpDialog = lazyOverlay(async () => (await import('./help-dialog.tsx')).HelpDialog);
