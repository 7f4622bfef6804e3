/** The arrow before a reply. It is hidden from screen readers. */
export const ReplyIcon = () => (
  <svg className="reply-icon" viewBox="0 0 20 20" width="14" height="14" aria-hidden="true" focusable="false">
    <path d="M4 16v-3q0-4 4-4h8M12.500 5.500L16 9l-3.500 3.500" />
  </svg>
);
