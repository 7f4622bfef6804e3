const PATHS = { previous: 'M4 13l6-6 6 6', next: 'M4 7l6 6 6-6', close: 'M5 5l10 10M15 5L5 15' };

/** The icon of a button in the find bar. */
export const FindIcon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg viewBox="0 0 20 20" width="20" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
