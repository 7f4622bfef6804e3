/** The invitation dialog: the room's address as a QR code and as a link. */
export const invitation = {
  title: 'Invite people',
  scan: 'Scan with a phone, or share the link.',
  scanOnNetwork: 'Scan with a phone, or share the link. Works for anyone on the same network.',
  qrCode: (address: string) => `QR code for ${address}`,
  link: 'Link',
  copyLink: 'Copy link',
  share: 'Share…',
  copied: 'Copied',
  copyFailed: 'This browser won’t let the page copy. Select the link above to copy it.',
  addressUnknown: 'Use the network address printed when the server started.',
  localOnly: 'This room is only reachable from this computer. Restart it with HOST=0.0.0.0 to let others in.',
};
