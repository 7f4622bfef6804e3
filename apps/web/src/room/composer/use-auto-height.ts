import { useEffect, useLayoutEffect, type RefObject } from 'react';

/** Keeps the field as high as its text, in browsers without `field-sizing`. The style sheet limits it. */
export const useAutoHeight = (field: RefObject<HTMLTextAreaElement | null>) => {
  useLayoutEffect(() => fitHeight(field.current));
  useEffect(() => {
    const mounted = new AbortController();
    window.addEventListener('resize', () => fitHeight(field.current), { signal: mounted.signal });
    return () => mounted.abort();
  }, [field]);
};

const fitHeight = (field: HTMLTextAreaElement | null) => {
  if (!field || CSS.supports('field-sizing', 'content')) return;
  field.style.height = 'auto';
  const border = field.offsetHeight - field.clientHeight;
  field.style.height = `${field.scrollHeight + border}px`;
};
