import { lazyModule } from '../../browser/lazy-module.ts';
import { lazyOverlay } from '../../ui/lazy-overlay.tsx';

/** What can be done with lines, loaded when there are some. */
export const LineDeeds = lazyOverlay(async () => (await import('./message-actions.tsx')).LineDeeds);

/** How a text becomes several messages, loaded when one is too long. */
export const splitting = lazyModule(async () => import('../../text/split-text.ts'));
