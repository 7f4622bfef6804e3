import { useEffect } from 'react';

/**
 * Shows the name of the room and the number of unread messages in the title, and the number as a dot in the favicon, and on the icon of the
 * installed app.
 */
export const UnreadBadge = ({ roomName, count }: { roomName: string; count: number }) => {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon) icon.href = count > 0 ? '/icon-unread.svg' : '/icon.svg';
    setAppBadge(count).catch(() => {
      // The browser may require a permission, which the page does not ask for.
    });
  }, [count]);
  return <title>{count > 0 ? `(${count}) ${roomName}` : roomName}</title>;
};

/** Uses the Badging API, if the browser has it. */
const setAppBadge = async (count: number) => {
  if (!('setAppBadge' in navigator)) return;
  await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge());
};
