import { useEffect, useState, type ComponentProps } from 'react';
import { lazyModule } from '../browser/lazy-module.ts';
import { LoadingScreen } from '../ui/loading-screen.tsx';
import type { Room } from './room.tsx';

let loaded: typeof Room | undefined;
const load = async () => (loaded ??= (await import('./room.tsx')).Room);
const roomPart = lazyModule(load);

/** Fetches the room, which is in a file of its own, before somebody has chosen a nickname. Without success it is asked for when it is needed. */
export const fetchRoom = () => void load().catch(() => {});

/** The room as soon as it is there. If it cannot be had the page says so. */
export const LazyRoom = (props: ComponentProps<typeof Room>) => {
  const [Piece, setPiece] = useState(() => loaded);
  useEffect(() => {
    if (Piece) return undefined;
    let isWanted = true;
    const open = async () => {
      const found = await roomPart();
      if (found && isWanted) setPiece(() => found);
    };
    void open();
    return () => {
      isWanted = false;
    };
  }, [Piece]);
  return Piece ? <Piece {...props} /> : <LoadingScreen />;
};
