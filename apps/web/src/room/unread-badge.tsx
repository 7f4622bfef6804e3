import { useEffect } from 'react';

/** Says outside of the page how many lines are unread: in its title, in its icon, and on the app's icon where it is installed. */
export const UnreadBadge = ({ count }: { count: number }) => {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon) icon.href = count > 0 ? '/icon-unread.svg' : '/icon.svg';
    showOnApp(count).catch(() => {
      // The browser keeps it to those who allowed it, and nobody asked for it.
    });
  }, [count]);
  return <title>{count > 0 ? `(${count}) Mailroom` : 'Mailroom'}</title>;
};

/** The Badging API, which not every browser has. */
const showOnApp = async (count: number) => {
  if (!('setAppBadge' in navigator)) return;
  await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge());
};
