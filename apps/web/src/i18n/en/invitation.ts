/** Where others come in. */
export const invitation = {
  title: 'Invite others',
  scan: 'Point a phone’s camera at it, or send the address. Who opens it is in front of the door.',
  scanInNetwork:
    'Point a phone’s camera at it, or send the address. It works for whoever is in the same network as this machine.',
  qrCode: (address: string) => `QR code of ${address}`,
  address: 'Address',
  copy: 'Copy address',
  share: 'Share…',
  copied: 'Copied.',
  notCopied: 'This browser does not let pages copy. Select the address above.',
  unknown: 'Others come in by the network address that was printed when the room was opened.',
  nowhere: 'This machine is in no network in which others could find the room.',
};
