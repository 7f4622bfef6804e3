/** The dots that move while somebody is typing. Decorative. */
export const TypingDots = () => (
  <span className="dots" aria-hidden="true">
    <i />
    <i />
    <i />
  </span>
);
