import { lazyOverlay } from '../ui/lazy-overlay.tsx';

/** The offer to be told, loaded when it is first made. */
export const BellOffer = lazyOverlay(async () => (await import('./enable-prompt.tsx')).BellOffer);
