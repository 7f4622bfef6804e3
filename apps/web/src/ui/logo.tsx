/** The logo: a letter in its pigeonhole. Decorative, so it is hidden from screen readers. `size` is in CSS pixels. */
export const Logo = ({ size = 32 }: { size?: number }) => (
  <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect className="logo-box" x="1" y="1" width="30" height="30" rx="5" />
    <path className="logo-letter" d="M6 11.500h20V23a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z" />
    <path className="logo-flap" d="m6.500 12 9.500 7.500 9.500-7.500" />
    <path className="logo-edge" d="M6 7.500h20" />
  </svg>
);
