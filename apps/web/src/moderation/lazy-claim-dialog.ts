import { lazyDialog } from '../ui/lazy-overlay.tsx';
import type { ClaimDialogProps } from './claim-dialog.tsx';

export const ClaimDialog = lazyDialog<ClaimDialogProps>(async () => (await import('./claim-dialog.tsx')).ClaimDialog, {
  isForFew: true,
});
