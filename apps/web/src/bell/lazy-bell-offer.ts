import { lazyPiece } from '../lazy-piece.tsx';

/** The offer to be told, loaded when it is first made. */
export const BellOffer = lazyPiece(async () => (await import('./bell-offer.tsx')).BellOffer);
