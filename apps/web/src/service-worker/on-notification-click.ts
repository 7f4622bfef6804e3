declare const self: ServiceWorkerGlobalScope;

/** Shows the letter of a clicked notification: in an open page of the room, or else in a new window. */
export const handleNotificationClick = async ({ data }: Notification) => {
  // A notification of an earlier version of the page has no hash.
  const { letterId, hash = `#letter-${letterId}` } = data;
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!page) return void (await self.clients.openWindow(`/${hash}`));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's pages are of its own origin
  page.postMessage({ followed: letterId, hash });
  // The browser rejects this without a recent user gesture.
  await page.focus().catch(() => {});
};
