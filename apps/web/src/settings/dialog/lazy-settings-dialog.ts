import { lazyDialog } from '../../ui/lazy-overlay.tsx';

/** The settings dialog, loaded when it first opens. */
export const SettingsDialog = lazyDialog(async () => (await import('./settings-dialog.tsx')).SettingsDialog);
