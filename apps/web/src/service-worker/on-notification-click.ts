declare const self: ServiceWorkerGlobalScope;

/** Brings who follows a notice to the line that it is about: in a page of the room that is open, or else in one more. */
export const followNotice = async ({ data: notice }: Notification) => {
  const { letterId } = notice;
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!page) return void (await self.clients.openWindow(`/#letter-${letterId}`));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's pages are of its own origin
  page.postMessage({ followed: letterId });
  // Refused unless somebody pressed something a moment ago.
  await page.focus().catch(() => {});
};
