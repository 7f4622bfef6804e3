import { lazyOverlay } from '../../ui/lazy-overlay.tsx';

/** What is known of somebody, loaded when somebody is first chosen. */
export const PersonCard = lazyOverlay(async () => (await import('./member-card.tsx')).PersonCard);
