import encodeQR from 'qr';
import { useWords } from '../i18n/use-strings.ts';

/** How many of its squares have to stay white around it (ISO/IEC 18004). */
const MARGIN = 4;

/** A text for a phone’s camera: black on white in any theme, because cameras want that. */
export const QrCode = ({ text }: { text: string }) => {
  const { invitation: words } = useWords();
  const rows = encodeQR(text, 'raw', { border: MARGIN });
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={words.qrCode(text)}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={rows.map(stripes).join('')} fill="#000" />
    </svg>
  );
};

/** The dark squares of a row, those in a row as one. */
const stripes = (row: readonly boolean[], y: number) =>
  [
    ...row
      .map((isDark) => (isDark ? '#' : ' '))
      .join('')
      .matchAll(/#+/g),
  ]
    .map(({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join('');
