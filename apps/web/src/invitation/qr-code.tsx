import encodeQR from 'qr';
import { useStrings } from '../i18n/use-strings.ts';

/** The width of the quiet zone in modules, as ISO/IEC 18004 requires. */
const QUIET_ZONE = 4;

/** A QR code, black on white in every theme: many scanners need that. */
export const QrCode = ({ text }: { text: string }) => {
  const { invitation } = useStrings();
  const rows = encodeQR(text, 'raw', { border: QUIET_ZONE });
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={invitation.qrCode(text)}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={rows.map(rowPath).join('')} fill="#000" />
    </svg>
  );
};

/** The path of one row: a rectangle for each run of dark modules. */
const rowPath = (row: readonly boolean[], y: number) =>
  [
    ...row
      .map((isDark) => (isDark ? '#' : ' '))
      .join('')
      .matchAll(/#+/g),
  ]
    .map(({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join('');
