import { useEffect, useState, type ReactNode } from 'react';
import { lazyPart } from '../lazy-part.ts';
import type { Room, RoomProps } from './room.tsx';

const part = lazyPart(async () => (await import('./room.tsx')).Room);
let loaded: typeof Room | undefined;

/** Loads the room, for which the lobby need not wait, before anyone comes in. */
export const loadRoom = async () => (loaded ??= await part());

/** The room, in a file of its own; until it has come `meanwhile`, and above it the page says if it cannot be had. */
export const LazyRoom = ({ meanwhile, ...props }: RoomProps & { readonly meanwhile: ReactNode }) => {
  const [Room, setRoom] = useState(() => loaded);
  useEffect(() => {
    let isWanted = true;
    const open = async () => {
      const room = await loadRoom();
      if (isWanted && room) setRoom(() => room);
    };
    if (!Room) void open();
    return () => {
      isWanted = false;
    };
  }, [Room]);
  return Room ? <Room {...props} /> : meanwhile;
};
