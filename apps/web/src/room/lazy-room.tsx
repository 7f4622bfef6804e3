import { useEffect, useState, type ComponentProps } from 'react';
import { lazyModule } from '../browser/lazy-module.ts';
import { LoadingScreen } from '../ui/loading-screen.tsx';
import type { Room } from './room.tsx';

let loaded: typeof Room | undefined;
const importRoom = async () => (loaded ??= (await import('./room.tsx')).Room);
const loadRoom = lazyModule(importRoom);

/**
 * Loads the room in advance. If that fails, it is loaded when it is needed, unless the browser does not fetch a failed script again, as WebKit:
 * then the update bar offers to reload.
 */
export const preloadRoom = () => void importRoom().catch(() => {});

/** The room, or the loading screen until it is loaded. If it cannot be loaded, the update bar offers to reload the page. */
export const LazyRoom = (props: ComponentProps<typeof Room>) => {
  const [Component, setComponent] = useState(() => loaded);
  useEffect(() => {
    if (Component) return undefined;
    let isMounted = true;
    const load = async () => {
      const component = await loadRoom();
      if (component && isMounted) setComponent(() => component);
    };
    void load();
    return () => {
      isMounted = false;
    };
  }, [Component]);
  return Component ? <Component {...props} /> : <LoadingScreen />;
};
