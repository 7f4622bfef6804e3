import { lazyOverlay } from '../ui/lazy-overlay.tsx';
import type { FindBarProps } from './find-bar.tsx';

/** The bar in which one finds, loaded when it is first opened. */
export const FindBar = lazyOverlay<FindBarProps>(async () => (await import('./find-bar.tsx')).FindBar);
