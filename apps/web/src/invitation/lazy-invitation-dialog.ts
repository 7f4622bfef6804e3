import { lazyOverlay } from '../ui/lazy-overlay.tsx';

/** How to invite others, loaded when it is first opened. */
export const InvitationDialog = lazyOverlay(async () => (await import('./invitation-dialog.tsx')).InvitationDialog);
