import { lazyPart } from '../lazy-part.ts';
import { lazyPiece } from '../lazy-piece.tsx';

/** What can be done with lines, loaded when there are some. */
export const LineDeeds = lazyPiece(async () => (await import('./line-deeds.tsx')).LineDeeds);

/** How a text becomes several messages, loaded when one is too long. */
export const splitting = lazyPart(async () => import('./split-text.ts'));
