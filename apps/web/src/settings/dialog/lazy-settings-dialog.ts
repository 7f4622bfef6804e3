import { lazyOverlay } from '../../ui/lazy-overlay.tsx';

/** The settings dialog, loaded when it first opens. */
export const SettingsDialog = lazyOverlay(async () => (await import('./settings-dialog.tsx')).SettingsDialog);
