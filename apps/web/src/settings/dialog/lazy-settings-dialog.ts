import { lazyOverlay } from '../../ui/lazy-overlay.tsx';

/** The settings, loaded when they are first opened. */
export const SettingsDialog = lazyOverlay(async () => (await import('./settings-dialog.tsx')).SettingsDialog);
