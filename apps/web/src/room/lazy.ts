import { lazyModule } from '../browser/lazy-module.ts';
import type { saveTranscript as Save } from '../export/save-transcript.ts';
import type { FindBarProps } from '../find/find-bar.tsx';
import { lazyOverlay } from '../ui/lazy-overlay.tsx';

/* The parts of the room that load on first use. */

export const FindBar = lazyOverlay<FindBarProps>(async () => (await import('../find/find-bar.tsx')).FindBar);

export const HelpDialog = lazyOverlay(async () => (await import('../help/help-dialog.tsx')).HelpDialog);

export const InvitationDialog = lazyOverlay(
  async () => (await import('../invitation/invitation-dialog.tsx')).InvitationDialog,
);

export const EnableNotificationsPrompt = lazyOverlay(
  async () => (await import('../notifications/enable-prompt.tsx')).EnableNotificationsPrompt,
);

export const MessageActions = lazyOverlay(
  async () => (await import('./message-actions/message-actions.tsx')).MessageActions,
);

const loadSaveTranscript = lazyModule(async () => (await import('../export/save-transcript.ts')).saveTranscript);

/** Saves the transcript. Does nothing if the module cannot be loaded, which the update bar tells. */
export const saveTranscript = async (...args: Parameters<typeof Save>) => (await loadSaveTranscript())?.(...args);
