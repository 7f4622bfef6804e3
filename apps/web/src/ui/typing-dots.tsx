/** The dots that move while someone is typing. Decorative. */
export const TypingDots = () => (
  <span className="dots" aria-hidden="true">
    <i />
    <i />
    <i />
  </span>
);
