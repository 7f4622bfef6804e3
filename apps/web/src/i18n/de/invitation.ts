import type { Words } from '../en.ts';

/** Where others come in. */
export const invitation: Words['invitation'] = {
  title: 'Andere einladen',
  scan: 'Halte eine Handykamera darauf, oder verschicke die Adresse. Wer sie öffnet, steht vor der Tür.',
  scanInNetwork:
    'Halte eine Handykamera darauf, oder verschicke die Adresse. Sie gilt für alle, die im selben Netz sind wie dieser Rechner.',
  qrCode: (address) => `QR-Code von ${address}`,
  address: 'Adresse',
  copy: 'Adresse kopieren',
  share: 'Teilen …',
  copied: 'Kopiert.',
  notCopied: 'Dieser Browser lässt Seiten nicht kopieren. Markiere die Adresse oben.',
  unknown: 'Andere kommen über die Netzadresse herein, die beim Öffnen des Raums ausgegeben wurde.',
  nowhere: 'Dieser Rechner ist in keinem Netz, in dem andere den Raum finden könnten.',
};
