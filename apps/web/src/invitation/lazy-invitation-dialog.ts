import { lazyPiece } from '../ui/lazy-overlay.tsx';

/** How to invite others, loaded when it is first opened. */
export const InvitationDialog = lazyPiece(async () => (await import('./invitation-dialog.tsx')).InvitationDialog);
