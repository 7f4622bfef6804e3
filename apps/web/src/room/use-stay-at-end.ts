import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';

/** How near the end counts as at the end, in CSS pixels. */
const NEAR = 48;

/**
 * Keeps a scrolled list at its end as it grows, but only while its reader is there; otherwise counts what arrived below. One's own line
 * (`posted` grows) always brings the end into view.
 */
export const useStayAtEnd = ({ arrived, posted }: { arrived: number; posted: number }) => {
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const before = useRef(posted);
  const [seen, setSeen] = useState(arrived);

  const goToEnd = () => {
    isAtEnd.current = true;
    setSeen(arrived);
    scrollToEnd(scroller.current);
  };
  const onScroll = () => {
    const list = scroller.current;
    if (!list) return;
    isAtEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    if (isAtEnd.current) setSeen(arrived);
  };

  const keepAtEnd = useEffectEvent(() => {
    const hasPosted = posted > before.current;
    before.current = posted;
    if (hasPosted || isAtEnd.current) goToEnd();
  });
  useLayoutEffect(() => keepAtEnd());

  // The phone's keyboard takes room away at the bottom: who was at the end stays there.
  useEffect(() => {
    const list = scroller.current;
    if (!list) return undefined;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) scrollToEnd(list);
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, []);

  return { scroller, onScroll, goToEnd, unseen: arrived - seen };
};

const scrollToEnd = (list: HTMLElement | null) => {
  if (list) list.scrollTop = list.scrollHeight;
};
