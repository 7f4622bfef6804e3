import { lazyPiece } from '../lazy-piece.tsx';

/** What is known of somebody, loaded when somebody is first chosen. */
export const PersonCard = lazyPiece(async () => (await import('./person-card.tsx')).PersonCard);
