import type { Strings } from '../en.ts';

/** The invitation dialog: the room's address as a QR code and as a link. */
export const invitation: Strings['invitation'] = {
  title: 'Leute einladen',
  scan: 'Scanne den Code mit dem Handy oder teile den Link.',
  scanOnNetwork: 'Scanne den Code mit dem Handy oder teile den Link. Er funktioniert für alle im selben Netzwerk.',
  qrCode: (address) => `QR-Code für ${address}`,
  link: 'Link',
  copyLink: 'Link kopieren',
  share: 'Teilen …',
  copied: 'Kopiert',
  copyFailed: 'Dieser Browser erlaubt der Seite das Kopieren nicht. Markiere den Link oben, um ihn zu kopieren.',
  addressUnknown: 'Verwende die Netzwerkadresse, die beim Start des Servers ausgegeben wurde.',
  localOnly:
    'Dieser Raum ist nur von diesem Computer aus erreichbar. Starte ihn mit HOST=0.0.0.0 neu, um andere hereinzulassen.',
};
