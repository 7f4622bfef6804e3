import { lazyModule } from '../browser/lazy-module.ts';
import type { ExportDialogProps } from '../export/export-dialog.tsx';
import type { saveTranscript as Save } from '../export/save-transcript.ts';
import type { FindBarProps } from '../find/find-bar.tsx';
import type { InvitationDialogProps } from '../invitation/invitation-dialog.tsx';
import type { ModerationDialogProps } from '../moderation/moderation-dialog.tsx';
import { lazyDialog, lazyOverlay, type Closable } from '../ui/lazy-overlay.tsx';
import type { LeaveDialogProps } from './leave-dialog.tsx';
import type { DraftOfferProps } from './composer/draft-offer.tsx';
import type { MessageActionsProps } from './message-actions/message-actions.tsx';

/* The parts of the room that are loaded on first use. */

export const FindBar = lazyOverlay<FindBarProps>(async () => (await import('../find/find-bar.tsx')).FindBar);

export const ExportDialog = lazyDialog<ExportDialogProps>(
  async () => (await import('../export/export-dialog.tsx')).ExportDialog,
);

export const HelpDialog = lazyDialog<Closable>(async () => (await import('../help/help-dialog.tsx')).HelpDialog);

export const LeaveDialog = lazyDialog<LeaveDialogProps>(async () => (await import('./leave-dialog.tsx')).LeaveDialog);

export const InvitationDialog = lazyDialog<InvitationDialogProps>(
  async () => (await import('../invitation/invitation-dialog.tsx')).InvitationDialog,
);

export const ModerationDialog = lazyDialog<ModerationDialogProps>(
  async () => (await import('../moderation/moderation-dialog.tsx')).ModerationDialog,
  { isForFew: true },
);

export const EnableNotificationsPrompt = lazyOverlay<Closable>(
  async () => (await import('../notifications/enable-prompt.tsx')).EnableNotificationsPrompt,
);

export const DraftOffer = lazyOverlay<DraftOfferProps>(
  async () => (await import('./composer/draft-offer.tsx')).DraftOffer,
);

export const MessageActions = lazyOverlay<MessageActionsProps>(
  async () => (await import('./message-actions/message-actions.tsx')).MessageActions,
);

const loadSaveTranscript = lazyModule(async () => (await import('../export/save-transcript.ts')).saveTranscript);

/** Saves the transcript as a file. If the module cannot be loaded, nothing is saved and the update bar offers to reload the page. */
export const saveTranscript = async (...args: Parameters<typeof Save>) => (await loadSaveTranscript())?.(...args);
