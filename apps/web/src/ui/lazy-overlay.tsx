import { useEffect, useEffectEvent, useState, type ComponentType, type ReactNode } from 'react';
import { failedOverlays } from '../browser/failed-overlays.ts';
import { lazyModule } from '../browser/lazy-module.ts';
import { DialogBoundary } from './dialog-boundary.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

/** The props of a component that can be closed. */
export interface Closable {
  readonly onClose: () => void;
}

/**
 * Creates a component that loads its implementation when it is first rendered, and renders nothing until then. If loading fails it calls
 * `onClose`, and the update bar offers to reload the page; the next mount tries again. If the implementation throws an error, nothing is shown
 * in its place, and the update bar offers the same. Its stylesheet belongs in page.css: browsers do not load one again that failed.
 */
export const lazyOverlay = <Props extends Closable>(importComponent: () => Promise<ComponentType<Props>>) =>
  createLazy(importComponent, OverlayBoundary);

/** Like `lazyOverlay`, for a dialog: if it throws an error, a small dialog that can be closed takes its place. */
export const lazyDialog = <Props extends Closable>(
  importComponent: () => Promise<ComponentType<Props>>,
  options?: Parameters<typeof lazyModule>[1],
) => createLazy(importComponent, DialogBoundary, options);

const createLazy = <Props extends Closable>(
  importComponent: () => Promise<ComponentType<Props>>,
  Boundary: ComponentType<Closable & { readonly children: ReactNode }>,
  options?: Parameters<typeof lazyModule>[1],
) => {
  const loadComponent = lazyModule(importComponent, options);
  let loaded: ComponentType<Props> | undefined;
  const Lazy = (props: Props) => {
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
    return (
      Component && (
        <Boundary onClose={props.onClose}>
          <Component {...props} />
        </Boundary>
      )
    );
  };
  return Lazy;
};

const OverlayBoundary = ({ children }: { children: ReactNode }) => (
  <ErrorBoundary piece="overlay" fallback={<FailedOverlay />}>
    {children}
  </ErrorBoundary>
);

/** Makes the update bar offer to reload the page. */
const FailedOverlay = () => {
  useEffect(() => failedOverlays.add(), []);
  return null;
};
