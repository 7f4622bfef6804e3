import { lazyPiece } from '../../ui/lazy-overlay.tsx';

/** The settings, loaded when they are first opened. */
export const SettingsDialog = lazyPiece(async () => (await import('./settings-dialog.tsx')).SettingsDialog);
