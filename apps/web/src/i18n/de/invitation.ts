import type { Words } from '../en.ts';

/** The invitation dialog: the room's address as a QR code and as a link. */
export const invitation: Words['invitation'] = {
  title: 'Leute einladen',
  scan: 'Scanne den Code mit dem Handy oder teile den Link.',
  scanInNetwork: 'Scanne den Code mit dem Handy oder teile den Link. Er funktioniert für alle im selben Netzwerk.',
  qrCode: (address) => `QR-Code für ${address}`,
  address: 'Adresse',
  copy: 'Link kopieren',
  share: 'Teilen …',
  copied: 'Kopiert',
  notCopied: 'Dieser Browser lässt die Seite nicht kopieren. Markiere den Link oben, um ihn zu kopieren.',
  unknown: 'Verwende die Netzwerkadresse, die beim Start des Servers ausgegeben wurde.',
  nowhere:
    'Dieser Raum ist nur von diesem Computer aus erreichbar. Starte ihn mit HOST=0.0.0.0 neu, um andere hereinzulassen.',
};
