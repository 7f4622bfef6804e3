import { useEffect, useEffectEvent, useState, type ComponentType } from 'react';
import { lazyModule } from '../browser/lazy-module.ts';

/** What is opened over the page, and can be closed again. */
interface Closable {
  readonly onClose: () => void;
}

/**
 * A piece that is drawn over the page, in a file of its own. If it cannot be had it closes, and the page says so; who opens it again tries
 * again. Its stylesheet stands with the others in main.tsx: one that failed would not be asked for again.
 */
export const lazyOverlay = <Props extends Closable>(load: () => Promise<ComponentType<Props>>) => {
  const part = lazyModule(load);
  let loaded: ComponentType<Props> | undefined;
  const LazyPiece = (props: Props) => {
    const [Piece, setPiece] = useState(() => loaded);
    const close = useEffectEvent(() => props.onClose());
    useEffect(() => {
      if (Piece) return undefined;
      let isWanted = true;
      const open = async () => {
        loaded = await part();
        if (!isWanted) return;
        if (loaded) setPiece(() => loaded);
        else close();
      };
      void open();
      return () => {
        isWanted = false;
      };
    }, [Piece]);
    return Piece && <Piece {...props} />;
  };
  return LazyPiece;
};
