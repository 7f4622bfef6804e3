import { useEffect, useEffectEvent, useState, type ComponentType } from 'react';
import { lazyModule } from '../browser/lazy-module.ts';

/** The props of a component that can be closed. */
export interface Closable {
  readonly onClose: () => void;
}

/**
 * Creates a component that loads its implementation when it is first rendered, and renders nothing until then. If loading fails it calls
 * `onClose`, and the update bar offers to reload the page; the next mount tries again. Its stylesheet belongs in page.css: browsers do not
 * load one again that failed.
 */
export const lazyOverlay = <Props extends Closable>(importComponent: () => Promise<ComponentType<Props>>) => {
  const loadComponent = lazyModule(importComponent);
  let loaded: ComponentType<Props> | undefined;
  const LazyOverlay = (props: Props) => {
    const [Component, setComponent] = useState(() => loaded);
    const close = useEffectEvent(() => props.onClose());
    useEffect(() => {
      if (Component) return undefined;
      let isMounted = true;
      const load = async () => {
        loaded = await loadComponent();
        if (!isMounted) return;
        if (loaded) setComponent(() => loaded);
        else close();
      };
      void load();
      return () => {
        isMounted = false;
      };
    }, [Component]);
    return Component && <Component {...props} />;
  };
  return LazyOverlay;
};
