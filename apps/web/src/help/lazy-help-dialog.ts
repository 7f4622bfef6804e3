import { lazyPiece } from '../lazy-piece.tsx';

/** The help, loaded when it is first opened. */
export const HelpDialog = lazyPiece(async () => (await import('./help-dialog.tsx')).HelpDialog);
